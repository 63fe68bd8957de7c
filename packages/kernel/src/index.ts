export { activationBundle, propertiesTable } from "./display/activation.js";
export { bundleOf, type Displayable, JUPYTER_DISPLAY, registerRenderer } from "./display/bundle.js";
export type { Comm, CommListener } from "./display/comm.js";
export {
  broadcast,
  clearOutput,
  type DisplayHandle,
  type DisplayOptions,
  display,
  input,
  type KernelOfCell,
  kernel,
} from "./display/display.js";
export { isNotebook } from "./display/front-end.js";
export { NoCommError } from "./display/no-comm-error.js";
export { figureFormat, svgToPng } from "./display/png.js";
export { type ProgressBar, type ProgressOptions, progress, progressBar } from "./display/progress.js";
export { installRenderers } from "./display/renderers.js";
export { type Table, type TableCell, type TableOptions, table } from "./display/table.js";
export { html, type MarkedUp, markUp, md, svg, tex } from "./display/tags.js";
export { lab } from "./lab/index.js";
export { compare, type Plot, plot } from "./plots.js";
export type { Json, MimeBundle } from "./protocol/message.js";
export { type Slider, type SliderRange, slider } from "./slider.js";

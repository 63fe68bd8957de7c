export { activationBundle, propertiesTable } from "./display/activation.js";
export { bundleOf, type Displayable, JUPYTER_DISPLAY, registerRenderer } from "./display/bundle.js";
export {
  broadcast,
  clearOutput,
  type DisplayHandle,
  type DisplayOptions,
  display,
  input,
  kernel,
} from "./display/display.js";
export { isNotebook } from "./display/front-end.js";
export { figureFormat, svgToPng } from "./display/png.js";
export { type ProgressBar, type ProgressOptions, progress, progressBar } from "./display/progress.js";
export { installRenderers } from "./display/renderers.js";
export { type Table, type TableCell, type TableOptions, table } from "./display/table.js";
export { html, type MarkedUp, markUp, md, svg, tex } from "./display/tags.js";
export { lab } from "./lab/index.js";
export { compare, plot } from "./plots.js";
export type { Json, MimeBundle } from "./protocol/message.js";

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
export { html, type MarkedUp, markUp, md, svg, tex } from "./display/tags.js";
export type { Json, MimeBundle } from "./protocol/message.js";

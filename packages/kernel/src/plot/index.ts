/**
 * Pictures without a DOM: SVG strings, drawn the same in Node, in a browser and in tests. Nothing here needs Node.
 */
export * from "./chart.js";
export { type DrawOptions, draw, drawGrid } from "./draw.js";
export {
  type Figure,
  type FigureBundle,
  type FigureFormat,
  figureSettings,
  type Rasterizer,
} from "./figure.js";
export { formatNumber } from "./scale.js";
export { sparkline } from "./text.js";
export { dark, light, type Theme, themes } from "./theme.js";

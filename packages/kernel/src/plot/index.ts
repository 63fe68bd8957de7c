/**
 * Pictures without a DOM: SVG strings, drawn the same in Node, in a browser and in tests. Nothing here needs Node.
 */

export {
  type ActivationPlotOptions,
  activationChart,
  family,
  gallery,
  overlay,
  plotActivation,
} from "./activation.js";
export * from "./chart.js";
export { type DrawOptions, draw, drawGrid } from "./draw.js";
export {
  type Figure,
  type FigureBundle,
  type FigureFormat,
  figureSettings,
  type Rasterizer,
} from "./figure.js";
export { NotPointwiseError } from "./not-pointwise-error.js";
export { type SampleOptions, type Samples, sample } from "./sample.js";
export { formatNumber } from "./scale.js";
export { optionSlider, type SliderFigure, slider } from "./slider.js";
export { followSliders, type SliderRoot } from "./slider-motion.js";
export { bars, heatColor, heatmap, histogram, lines, type Numbers, type PlotOptions } from "./statistics.js";
export { sparkline } from "./text.js";
export { dark, light, type Theme, themes } from "./theme.js";

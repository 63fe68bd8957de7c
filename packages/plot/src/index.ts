/**
 * Plots of activation functions and of numbers as SVG strings: the same in Node, in a browser and in tests, without a DOM.
 */

export {
  type ActivationPlotOptions,
  activationChart,
  family,
  gallery,
  overlay,
  plotActivation,
} from "./activation/charts.js";
export { NotPointwiseError } from "./activation/not-pointwise-error.js";
export { companions, rowLegend } from "./activation/row.js";
export {
  linspace,
  type OptionValues,
  referenceRuntime,
  type SampleOptions,
  type Samples,
  sample,
  sampleOn,
  shownWeight,
  slopeOf,
} from "./activation/sample.js";
export { saturatedIntervals, saturationThreshold } from "./activation/saturation.js";
export * from "./chart.js";
export { type CheckedPlot, checkOptions as checkPlotOptions } from "./check-options.js";
export { type DrawOptions, draw, drawGrid } from "./draw/draw.js";
export {
  type Figure,
  type FigureBundle,
  type FigureFormat,
  figureSettings,
  type Rasterizer,
} from "./draw/figure.js";
export { linePath } from "./draw/path.js";
export { sparkline } from "./draw/text.js";
export { escapeHtml } from "./draw/text-width.js";
export { dark, light, type Theme, themes } from "./draw/theme.js";
export { formatNumber, type Interval, linearScale, type Scale, shownRange } from "./scale.js";
export { followSliders, type SliderRoot } from "./slider/follow-sliders.js";
export {
  drawOption,
  evenStops,
  optionRange,
  optionSlider,
  type SliderFigure,
  slider,
  sliderHtml,
  sliderText,
} from "./slider/slider.js";
export { bars, heatColor, heatmap, histogram, lines, type Numbers, type PlotOptions } from "./statistics.js";

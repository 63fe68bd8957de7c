import { type Axis, type Chart, type Colored, type ColoredChart, dataOf, type Mark } from "../chart.js";
import { extent, linearScale, logScale, type Scale, widen } from "../scale.js";
import { type Figure, makeFigure } from "./figure.js";
import { drawLegend, type LegendEntry, legendHeight } from "./legend.js";
import { drawMark, type Frame } from "./marks.js";
import { coordinate } from "./path.js";
import { chartText } from "./text.js";
import { escapeHtml, textWidth } from "./text-width.js";
import { light, type Theme } from "./theme.js";
import { toVegaLite } from "./vega-lite.js";

/** How a chart is drawn. */
export interface DrawOptions {
  readonly theme?: Theme;
}

const WIDTH = 640;
const HEIGHT = 380;
const PAD = 18;
const TITLE_SIZE = 16;
const TEXT_SIZE = 12;
const TICK_SIZE = 11;

/** Draws a chart: an SVG string with its own background, readable on light pages and dark ones, without a DOM. */
export function draw(chart: Chart, options: DrawOptions = {}): Figure {
  const theme = options.theme ?? light;
  const width = chart.width ?? WIDTH;
  const height = chart.height ?? HEIGHT;
  const marks = withColors(chart.marks, theme);
  const content = drawPanel({ ...chart, marks }, width, height, theme);
  return makeFigure({
    svg: wrapSvg(content, width, height, theme, chart.title ?? "Chart"),
    width,
    height,
    text: chartText({ ...chart, marks }),
    vegaLite: toVegaLite({ ...chart, marks }, width, height, theme),
  });
}

/** Draws several charts side by side, each in its own panel, with a common title. Default: 3 columns. */
export function drawGrid(
  charts: readonly Chart[],
  options: DrawOptions & {
    readonly title?: string;
    readonly columns?: number;
    readonly panelWidth?: number;
    readonly panelHeight?: number;
  } = {},
): Figure {
  const theme = options.theme ?? light;
  const columns = Math.min(options.columns ?? 3, Math.max(1, charts.length));
  const [panelWidth, panelHeight] = [options.panelWidth ?? 300, options.panelHeight ?? 220];
  const top = options.title === undefined ? 0 : TITLE_SIZE + PAD * 1.4;
  const width = columns * panelWidth;
  const height = top + Math.ceil(charts.length / columns) * panelHeight;
  const panels = charts.map((chart, index) => {
    const content = drawPanel(
      { ...chart, marks: withColors(chart.marks, theme) },
      panelWidth,
      panelHeight,
      theme,
    );
    return `<g transform="translate(${(index % columns) * panelWidth} ${top + Math.floor(index / columns) * panelHeight})">${content}</g>`;
  });
  const heading = options.title === undefined ? "" : titleText(options.title, PAD, PAD + TITLE_SIZE, theme);
  const svg = wrapSvg(heading + panels.join(""), width, height, theme, options.title ?? "Charts");
  const text = [options.title, ...charts.map(chartText)].filter((part) => part !== undefined).join("\n\n");
  return makeFigure({ svg, width, height, text });
}

/** The outermost element, with the background and a name for readers that cannot see it. */
export function wrapSvg(content: string, width: number, height: number, theme: Theme, title: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}" font-family="${escapeHtml(theme.font)}" font-size="${TEXT_SIZE}" fill="${theme.ink}"><rect width="${width}" height="${height}" rx="8" fill="${theme.background}"/>${content}</svg>`;
}

/** A heading as SVG text. */
export function titleText(title: string, x: number, y: number, theme: Theme): string {
  return `<text x="${x}" y="${y}" font-size="${TITLE_SIZE}" font-weight="600" fill="${theme.ink}">${escapeHtml(title)}</text>`;
}

function withColors(marks: readonly Mark[], theme: Theme): Colored[] {
  let next = 0;
  return marks.map((mark) => {
    const fallback = mark.kind === "band" ? theme.shade : mark.kind === "rule" ? theme.soft : undefined;
    return { ...mark, color: mark.color ?? fallback ?? theme.series[next++ % theme.series.length]! };
  });
}

function drawPanel(chart: ColoredChart, width: number, height: number, theme: Theme): string {
  const legend = legendOf(chart.marks);
  const inner = width - 2 * PAD;
  let top = PAD;
  let head = "";
  if (chart.title !== undefined) {
    top += TITLE_SIZE;
    head += titleText(chart.title, PAD, top, theme);
  }
  if (chart.subtitle !== undefined) {
    top += TEXT_SIZE + 6;
    head += `<text x="${PAD}" y="${top}" fill="${theme.soft}">${escapeHtml(chart.subtitle)}</text>`;
  }
  if (legend.length > 0) {
    head += drawLegend(legend, PAD, top + 10, inner, theme);
    top += 10 + legendHeight(legend, inner);
  }
  const y0 = scaleOf(chart.y, chart.marks, "y", [0, 1]);
  const tickWidth = Math.max(...y0.ticks.map((tick) => textWidth(y0.format(tick), TICK_SIZE)), 10);
  const left = PAD + tickWidth + 8 + (chart.y.label === undefined ? 0 : TEXT_SIZE + 8);
  const bottom = height - PAD - TICK_SIZE - 6 - (chart.x.label === undefined ? 0 : TEXT_SIZE + 6);
  const box = { left, right: width - PAD, top: top + 12, bottom };
  const frame: Frame = {
    ...box,
    x: scaleOf(chart.x, chart.marks, "x", [box.left, box.right], box.right - box.left),
    y: scaleOf(chart.y, chart.marks, "y", [box.bottom, box.top], box.bottom - box.top),
    theme,
  };
  const clip = `clip-${hash(JSON.stringify([chart.title, chart.marks, width, height]))}`;
  const bands = chart.marks.filter(({ kind }) => kind === "band").map((mark) => drawMark(mark, frame));
  const others = chart.marks.filter(({ kind }) => kind !== "band").map((mark) => drawMark(mark, frame));
  return [
    head,
    `<clipPath id="${clip}"><rect x="${coordinate(box.left)}" y="${coordinate(box.top)}" width="${coordinate(box.right - box.left)}" height="${coordinate(box.bottom - box.top)}"/></clipPath>`,
    `<g clip-path="url(#${clip})">${bands.join("")}</g>`,
    drawAxes(chart, frame),
    `<g clip-path="url(#${clip})">${others.join("")}</g>`,
  ].join("");
}

function legendOf(marks: readonly Colored[]): LegendEntry[] {
  return marks.flatMap((mark) =>
    mark.label === undefined || mark.kind === "rule" ? [] : [{ label: mark.label, mark }],
  );
}

function scaleOf(
  axis: Axis,
  marks: readonly Mark[],
  name: "x" | "y",
  range: readonly [number, number],
  length = 300,
): Scale {
  const isLog = axis.scale === "log";
  const count = Math.max(2, Math.round(length / (name === "x" ? 75 : 48)));
  if (axis.categories !== undefined) return categoryScale(axis.categories, range);
  const domain = axis.domain ?? extent(dataOf(marks, name), isLog);
  const [low, high] = domain;
  if (name === "y" && !isLog && axis.domain === undefined && marks.some(({ kind }) => kind === "bars")) {
    // Bars stand on the axis, and what is written above them needs room.
    const isUpright = low < 0 && dataOf(marks, name).every((value) => !(value < 0));
    return linearScale([isUpright ? 0 : low, widen(low, high, 0.05)[1]], range, count);
  }
  return isLog ? logScale([low, high], range, count) : linearScale([low, high], range, count);
}

function categoryScale(categories: readonly string[], range: readonly [number, number]): Scale {
  const base = linearScale([-0.5, categories.length - 0.5], range);
  return { ...base, ticks: categories.map((_, index) => index), format: (value) => categories[value] ?? "" };
}

function drawAxes(chart: Chart, { left, right, top, bottom, x, y, theme }: Frame): string {
  const parts: string[] = [];
  const line = (x1: number, y1: number, x2: number, y2: number, color: string): string =>
    `<path d="M${coordinate(x1)} ${coordinate(y1)}L${coordinate(x2)} ${coordinate(y2)}" stroke="${color}"/>`;
  for (const tick of y.ticks) {
    const at = y.toPixel(tick);
    parts.push(
      line(left, at, right, at, theme.grid),
      tickLabel(y.format(tick), left - 7, at + 4, "end", theme),
    );
  }
  const angled = chart.x.categories !== undefined && overlap(x);
  for (const tick of x.ticks) {
    const at = x.toPixel(tick);
    if (chart.x.categories === undefined) parts.push(line(at, top, at, bottom, theme.grid));
    parts.push(tickLabel(x.format(tick), at, bottom + 16, angled ? "end" : "middle", theme, angled));
  }
  const hasZero = y.domain[0] < 0 && y.domain[1] > 0 && chart.y.scale !== "log";
  parts.push(line(left, hasZero ? y.toPixel(0) : bottom, right, hasZero ? y.toPixel(0) : bottom, theme.axis));
  if (x.domain[0] < 0 && x.domain[1] > 0 && chart.x.categories === undefined && chart.x.scale !== "log") {
    parts.push(line(x.toPixel(0), top, x.toPixel(0), bottom, theme.axis));
  }
  if (chart.x.label !== undefined) {
    parts.push(
      `<text x="${coordinate((left + right) / 2)}" y="${coordinate(bottom + 16 + TEXT_SIZE + 6)}" text-anchor="middle" fill="${theme.soft}">${escapeHtml(chart.x.label)}</text>`,
    );
  }
  if (chart.y.label !== undefined) {
    const middle = coordinate((top + bottom) / 2);
    parts.push(
      `<text transform="translate(${PAD + TEXT_SIZE - 2} ${middle}) rotate(-90)" text-anchor="middle" fill="${theme.soft}">${escapeHtml(chart.y.label)}</text>`,
    );
  }
  return parts.join("");
}

function overlap(scale: Scale): boolean {
  const step = Math.abs(scale.toPixel(1) - scale.toPixel(0));
  return scale.ticks.some((tick) => textWidth(scale.format(tick), TICK_SIZE) > step - 4);
}

function tickLabel(
  text: string,
  x: number,
  y: number,
  anchor: string,
  theme: Theme,
  isAngled = false,
): string {
  const turn = isAngled ? ` transform="rotate(-30 ${coordinate(x)} ${coordinate(y)})"` : "";
  return `<text x="${coordinate(x)}" y="${coordinate(y)}" font-size="${TICK_SIZE}" text-anchor="${anchor}" fill="${theme.soft}"${turn}>${escapeHtml(text)}</text>`;
}

/** FNV-1a: ids that differ between pictures that differ, and stay the same when a picture is drawn again. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}

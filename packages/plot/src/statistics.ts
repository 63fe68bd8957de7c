import type { BarMark, Chart, LineMark } from "./chart.js";
import { checkOptions } from "./check-options.js";
import { type DrawOptions, draw, titleText, wrapSvg } from "./draw/draw.js";
import { type Figure, makeFigure } from "./draw/figure.js";
import { sparkline } from "./draw/text.js";
import { escapeHtml, textWidth } from "./draw/text-width.js";
import { light, type Theme } from "./draw/theme.js";
import { extent, formatNumber, isConstant } from "./scale.js";

/** The options that all plots of numbers have. */
export interface PlotOptions extends DrawOptions {
  readonly title?: string;
  readonly subtitle?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly width?: number;
  readonly height?: number;
  /** A logarithmic y axis. */
  readonly log?: boolean;
}

/** Numbers as an array or a tensor. */
export type Numbers = ArrayLike<number> | { readonly data: ArrayLike<number> };

/** Draws named lines: `lines({ loss: [2.3, 1.1, 0.4] })`. Default for x: 0, 1, 2, … */
export function lines(
  series: Readonly<Record<string, Numbers>>,
  options: PlotOptions & { readonly x?: ArrayLike<number> } = {},
): Figure {
  checkOptions("lines", options);
  const marks = Object.entries(series).map(([label, numbers]): LineMark => {
    const y = dataOf(numbers);
    return { kind: "line", label, x: options.x ?? Array.from({ length: y.length }, (_, i) => i), y };
  });
  return draw(chartOf(options, { marks, x: {}, y: {} }), options);
}

/** Draws a bar for each name: `bars({ relu: 0.31, gelu: 0.02 })`. Pass a list of pairs if a name occurs twice. */
export function bars(
  heights: Readonly<Record<string, number>> | readonly (readonly [name: string, height: number])[],
  options: PlotOptions & {
    readonly format?: (value: number) => string;
    readonly errors?: readonly number[];
  } = {},
): Figure {
  checkOptions("bars", options);
  const { format = formatNumber, errors } = options;
  const pairs = Array.isArray(heights) ? (heights as [string, number][]) : Object.entries(heights);
  const names = pairs.map(([name]) => name);
  const height = pairs.map(([, value]) => value);
  const mark: BarMark = {
    kind: "bars",
    from: names.map((_, i) => i - 0.34),
    to: names.map((_, i) => i + 0.34),
    height,
    text: height.map((value) => format(value)),
    ...(errors === undefined ? {} : { error: errors }),
  };
  return draw(chartOf(options, { marks: [mark], x: { categories: names }, y: {} }), options);
}

/** Draws a histogram, or the outlines of several histograms. Default: 40 bins. */
export function histogram(
  values: Numbers | Readonly<Record<string, Numbers>>,
  options: PlotOptions & { readonly bins?: number } = {},
): Figure {
  checkOptions("histogram", options);
  const isOne = isNumbers(values);
  const series: Record<string, Numbers> = isOne ? { values } : { ...values };
  const all = Object.values(series).map((numbers) =>
    Float64Array.from(dataOf(numbers)).filter(Number.isFinite),
  );
  const least = Math.min(...all.map((data) => data.reduce((a, b) => Math.min(a, b), Infinity)));
  const most = Math.max(...all.map((data) => data.reduce((a, b) => Math.max(a, b), -Infinity)));
  // Where there are no numbers, or just one, there is room for bins all the same.
  const [low, high] = isConstant(least, most) ? extent([least, most]) : [least, most];
  const bins = options.bins ?? 40;
  const width = high / bins - low / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => low * (1 - i / bins) + high * (i / bins));
  const marks = all.map((data, k) => {
    const counts = new Float64Array(bins);
    for (const value of data)
      counts[Math.min(bins - 1, Math.floor(value / width - low / width))]! += 1 / data.length;
    if (isOne) return { kind: "bars", from: edges.slice(0, -1), to: edges.slice(1), height: counts } as const;
    const steps = [...counts].flatMap((count) => [count, count]);
    const x = [...edges].flatMap((edge, i) => (i === 0 || i === bins ? [edge] : [edge, edge]));
    return { kind: "line", label: Object.keys(series)[k]!, x, y: steps } as const;
  });
  return draw(
    chartOf({ yLabel: "share", ...options }, { marks, x: { domain: [low, high] }, y: {} }),
    options,
  );
}

/** Draws a matrix as colored cells, blue below zero and red above. Large cells contain their number. */
export function heatmap(
  matrix: readonly ArrayLike<number>[],
  options: PlotOptions & {
    readonly rows?: readonly string[];
    readonly columns?: readonly string[];
    readonly format?: (value: number) => string;
  } = {},
): Figure {
  checkOptions("heatmap", options);
  const theme = options.theme ?? light;
  const { format = (value: number) => formatNumber(value, 2), rows = [], columns = [] } = options;
  const across = Math.max(1, ...matrix.map((row) => row.length));
  const size = Math.max(6, Math.min(46, Math.floor((options.width ?? 600) / across)));
  const left = 18 + (rows.length === 0 ? 0 : Math.max(...rows.map((name) => textWidth(name, 11))) + 8);
  const top = 20 + (options.title === undefined ? 0 : 26) + (columns.length === 0 ? 0 : 18);
  const scale = Math.max(
    1e-300,
    ...matrix.flatMap((row) => Array.from(row, (value) => (Number.isFinite(value) ? Math.abs(value) : 0))),
  );
  const cells: string[] = [];
  matrix.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) {
      const value = row[j] as number;
      const [x, y] = [left + j * size, top + i * size];
      cells.push(
        `<rect x="${x}" y="${y}" width="${size - 1}" height="${size - 1}" rx="${size > 20 ? 3 : 0}" fill="${heatColor(value / scale, theme)}"/>`,
      );
      if (size < 30) continue;
      const fill = Math.abs(value / scale) > 0.55 ? "#ffffff" : theme.ink;
      cells.push(
        `<text x="${x + size / 2}" y="${y + size / 2 + 4}" font-size="10.5" text-anchor="middle" fill="${fill}">${escapeHtml(format(value))}</text>`,
      );
    }
    if (rows[i] !== undefined)
      cells.push(
        `<text x="${left - 8}" y="${top + i * size + size / 2 + 4}" font-size="11" text-anchor="end" fill="${theme.soft}">${escapeHtml(rows[i])}</text>`,
      );
  });
  columns.forEach((name, j) => {
    cells.push(
      `<text x="${left + j * size + size / 2}" y="${top - 8}" font-size="11" text-anchor="middle" fill="${theme.soft}">${escapeHtml(name)}</text>`,
    );
  });
  const width =
    left + Math.max(across * size, options.title === undefined ? 0 : textWidth(options.title, 16)) + 18;
  const height = top + matrix.length * size + 18;
  const heading = options.title === undefined ? "" : titleText(options.title, 18, 32, theme);
  const text = [options.title, ...matrix.map((row) => sparkline(row))]
    .filter((line) => line !== undefined)
    .join("\n");
  return makeFigure({
    svg: wrapSvg(heading + cells.join(""), width, height, theme, options.title ?? "Heat map"),
    width,
    height,
    text,
  });
}

/** The color of a value between −1 and 1. */
export function heatColor(value: number, theme: Theme = light): string {
  if (Number.isNaN(value)) return "#9aa3b2";
  const [negative, zero, positive] = theme.heat;
  return mix(zero, value < 0 ? negative : positive, Math.min(1, Math.abs(value)));
}

function mix(a: string, b: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [from, to] = [Number.parseInt(a.slice(at, at + 2), 16), Number.parseInt(b.slice(at, at + 2), 16)];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

function chartOf(options: PlotOptions, chart: Chart): Chart {
  const { title, subtitle, xLabel, yLabel, width, height, log } = options;
  return {
    ...chart,
    ...(title === undefined ? {} : { title }),
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    x: { ...chart.x, ...(xLabel === undefined ? {} : { label: xLabel }) },
    y: {
      ...chart.y,
      ...(yLabel === undefined ? {} : { label: yLabel }),
      ...(log === true ? { scale: "log" } : {}),
    },
  };
}

function isNumbers(values: object): values is Numbers {
  return "length" in values || "data" in values;
}

function dataOf(numbers: Numbers): ArrayLike<number> {
  return "data" in numbers ? numbers.data : numbers;
}

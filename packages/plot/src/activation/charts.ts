import { type AnyActivation, Tensor } from "@actfn/core";
import type { BandMark, Chart, LineMark } from "../chart.js";
import { checkOptions } from "../check-options.js";
import { type DrawOptions, draw, drawGrid } from "../draw/draw.js";
import type { Figure } from "../draw/figure.js";
import { formatNumber, shownRange } from "../scale.js";
import { linspace, referenceRuntime, type SampleOptions, type Samples, sample } from "./sample.js";
import { saturatedIntervals, saturationThreshold } from "./saturation.js";

/** How an activation is plotted. */
export interface ActivationPlotOptions extends SampleOptions, DrawOptions {
  /** Which of f, f′ and f″ are drawn. Default: `[0, 1, 2]`. */
  readonly derivatives?: readonly (0 | 1 | 2)[];
  /** The magnitude of the slope below which an interval is shaded as saturated; 0 for no shading. Default: 0.01. */
  readonly saturation?: number;
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
}

const NAMES = ["f(x)", "f′(x)", "f″(x)"] as const;
const DASHES = [undefined, "dashed", "dotted"] as const;

/**
 * Draws an activation with its first and second derivative. Saturated intervals are shaded. Throws a `ConfigError` for an
 * unknown or invalid option.
 */
export function plotActivation(activation: AnyActivation, options: ActivationPlotOptions = {}): Figure {
  checkOptions("plotActivation", options);
  const { kind } = activation.definition.domain;
  if (kind === "pointwise") return draw(activationChart(activation, options), options);
  return draw(kind === "axis" ? rowChart(activation, options) : gateChart(activation, options), options);
}

/** Returns the chart of a pointwise activation, for example for `drawGrid`. */
export function activationChart(activation: AnyActivation, options: ActivationPlotOptions = {}): Chart {
  const samples = sample(activation, options);
  const { derivatives = [0, 1, 2], saturation = saturationThreshold } = options;
  const lines = derivatives.map((order): LineMark => lineOf(samples, order));
  const bands = saturation > 0 ? saturatedBands(samples, saturation) : [];
  return {
    title: options.title ?? activation.definition.title,
    ...sizeOf(options),
    x: { domain: [samples.x[0]!, samples.x.at(-1)!] },
    y: { domain: shownRange(lines.slice(0, 2).map(({ y }) => y)) },
    marks: [...bands, ...lines],
  };
}

/** Draws several activations in one plot. `order` is the derivative. Default: 0, the activation itself. */
export function overlay(
  activations: readonly AnyActivation[],
  options: ActivationPlotOptions & { readonly order?: 0 | 1 | 2 } = {},
): Figure {
  checkOptions("overlay", options);
  const { order = 0 } = options;
  const lines = activations.map((activation): LineMark => {
    const { dash: _, ...line } = lineOf(sample(activation, options), order);
    return { ...line, label: nameOf(activation) };
  });
  return draw(overlayChart(lines, options.title ?? NAMES[order], options), options);
}

/** Draws an activation for several values of one of its options: `family(elu, "alpha", [0.5, 1, 2])`. */
export function family(
  activation: AnyActivation,
  option: string,
  values: readonly (number | string | boolean)[],
  options: ActivationPlotOptions & { readonly order?: 0 | 1 | 2 } = {},
): Figure {
  checkOptions("family", options);
  const { order = 0 } = options;
  const lines = values.map((value): LineMark => {
    const samples = sample(activation, { ...options, options: { ...options.options, [option]: value } });
    const { dash: _, ...line } = lineOf(samples, order);
    return { ...line, label: `${option} = ${typeof value === "number" ? formatNumber(value) : value}` };
  });
  const title = options.title ?? `${activation.definition.title}: ${NAMES[order]} for several ${option}`;
  return draw(overlayChart(lines, title, options), options);
}

/** Draws each activation in its own panel. Activations that are not pointwise are left out. Default: 3 columns. */
export function gallery(
  activations: readonly AnyActivation[],
  options: ActivationPlotOptions & { readonly columns?: number } = {},
): Figure {
  checkOptions("gallery", options);
  const pointwise = activations.filter(({ definition }) => definition.domain.kind === "pointwise");
  const charts = pointwise.map((activation) => {
    const { width: _w, height: _h, title: _t, ...rest } = options;
    const chart = activationChart(activation, { derivatives: [0, 1], points: 201, ...rest });
    return {
      ...chart,
      marks: chart.marks.map(
        ({ label: _, ...mark }) => mark as typeof mark & { kind: "line" } as (typeof chart.marks)[number],
      ),
    };
  });
  return drawGrid(charts, options);
}

function overlayChart(lines: readonly LineMark[], title: string, options: ActivationPlotOptions): Chart {
  const x = lines[0]?.x ?? [0, 1];
  return {
    title,
    ...sizeOf(options),
    x: { domain: [x[0]!, x[x.length - 1]!] },
    y: { domain: shownRange(lines.map(({ y }) => y)) },
    marks: lines,
  };
}

function sizeOf({ width, height }: ActivationPlotOptions): Pick<Chart, "width" | "height"> {
  return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
}

function lineOf(samples: Required<Samples>, order: 0 | 1 | 2): LineMark {
  const y = [samples.value, samples.slope, samples.curvature][order]!;
  const dash = DASHES[order];
  return { kind: "line", label: NAMES[order], x: samples.x, y, ...(dash === undefined ? {} : { dash }) };
}

/** The intervals in which the activation saturates; the first one has the label of the legend. */
function saturatedBands({ x, slope }: Required<Samples>, threshold: number): BandMark[] {
  return saturatedIntervals(x, slope, threshold).map(
    ([from, to], i): BandMark => ({
      kind: "band",
      from,
      to,
      ...(i === 0 ? { label: `saturated: |f′| < ${threshold}` } : {}),
    }),
  );
}

/** Softmax and its like: what becomes of the row [x, 0, −1] as its first element grows. */
function rowChart(activation: AnyActivation, options: ActivationPlotOptions): Chart {
  const { from = -5, to = 5, points = 201 } = options;
  const x = linspace(from, to, points);
  const rows = Float64Array.from({ length: points * 3 }, (_, i) => [x[Math.floor(i / 3)]!, 0, -1][i % 3]!);
  const shape = [points, 3];
  const y = valuesOf(activation, rows, shape, { ...options.options, axis: 1 });
  const width = y.length / points;
  const lines = Array.from(
    { length: width },
    (_, k): LineMark => ({
      kind: "line",
      label: width === 1 ? "of the row" : `of ${["x", "0", "−1"][k]}`,
      x,
      y: x.map((_, i) => y[i * width + k]!),
    }),
  );
  return {
    ...overlayChart(lines, options.title ?? activation.definition.title, options),
    subtitle: "of the row [x, 0, −1]",
  };
}

/** GLU and its like: the first part runs along x, each line holds the second at a value. */
function gateChart(activation: AnyActivation, options: ActivationPlotOptions): Chart {
  const { from = -5, to = 5, points = 201 } = options;
  const x = linspace(from, to, points);
  const { domain } = activation.definition;
  const isPair = domain.kind === "grouped" && domain.parts !== 1;
  const lines = (isPair ? [-2, -1, 0, 1, 2] : [0]).map((second): LineMark => {
    const pairs = isPair
      ? Float64Array.from({ length: points * 2 }, (_, i) => (i % 2 === 0 ? x[i >> 1]! : second))
      : x;
    const y = valuesOf(activation, pairs, [points, isPair ? 2 : 1], { ...options.options, axis: 1 });
    const width = y.length / points;
    return {
      kind: "line",
      ...(isPair ? { label: `second = ${formatNumber(second)}` } : {}),
      x,
      y: x.map((_, i) => y[i * width]!),
    };
  });
  return {
    ...overlayChart(lines, options.title ?? activation.definition.title, options),
    ...(isPair ? { subtitle: "along its first part, for values of the second" } : {}),
  };
}

function valuesOf(
  activation: AnyActivation,
  data: Float64Array,
  shape: readonly number[],
  options: Readonly<Record<string, unknown>>,
): Float64Array {
  const rows = new Tensor("float64", shape, data);
  return (referenceRuntime().forwardSync(activation, rows, options) as Tensor).data as Float64Array;
}

function nameOf({ definition, preset }: AnyActivation): string {
  const given = Object.entries(preset).map(([name, value]) => `${name} = ${String(value)}`);
  return given.length === 0 ? definition.title : `${definition.title} (${given.join(", ")})`;
}

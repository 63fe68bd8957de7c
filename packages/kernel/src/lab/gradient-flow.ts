import { type AnyActivation, gelu, relu, sigmoid, tanh } from "@actfn/core";
import { anything, type Check, fields, number } from "@actfn/core/checks";
import type { LineMark } from "@actfn/plot";
import { draw, formatNumber, light, linspace, referenceRuntime, sampleOn } from "@actfn/plot";
import { Matrix } from "ml-matrix";
import { frontEnd } from "../display/front-end.js";
import { table } from "../display/table.js";
import { labelsOf, rms } from "./compute.js";
import { checkCount, checkPointwise } from "./experiment-error.js";
import { apply, checkInitialization, flat, type Initialization, pullBack, weights } from "./network.js";
import { random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** How deep the networks are. */
export interface GradientFlowOptions {
  readonly depth?: number;
  readonly width?: number;
  readonly batch?: number;
  /** `"he"` by default; `"gain"` takes each activation's own gain, by which it keeps the second moment. */
  readonly initialization?: Initialization | "gain";
  readonly seed?: number;
}

/** What became of signal and gradient on their way through one network. */
export interface GradientFlow {
  readonly activation: string;
  /** Root mean square of the activations after each layer, 1 … depth. */
  readonly signal: readonly number[];
  /** Root mean square of the gradient before each layer's activation, relative to that at the top. */
  readonly gradient: readonly number[];
  /** The same in theory: mean-field, for infinitely many units. */
  readonly theory: readonly number[];
}

const checkOptions: Check = fields({
  depth: anything,
  width: number(1, Infinity, true),
  batch: number(1, Infinity, true),
  initialization: checkInitialization("gain"),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof GradientFlowOptions, Check>);

/**
 * Sends a random batch through deep random networks and a random gradient back, and measures both in every layer. A
 * gradient that shrinks by a factor each layer has vanished after fifty; one that grows explodes.
 */
export async function gradientFlow(
  activations: readonly AnyActivation[] = [sigmoid, tanh, relu, gelu],
  options: GradientFlowOptions = {},
): Promise<Report<readonly GradientFlow[]>> {
  checkOptions(options, "", "lab.gradientFlow");
  const { depth = 50 } = options;
  checkPointwise("gradientFlow", activations);
  checkCount("gradientFlow", "depth", depth);
  const labels = labelsOf(activations);
  const flows: GradientFlow[] = [];
  for (const [i, activation] of activations.entries())
    flows.push({ activation: labels[i]!, ...(await flowThrough(activation, options)) });
  return makeReport({
    title: "Gradients through depth",
    finding: findingOf(flows, depth),
    figures: [flowFigure(flows, depth)],
    table: table(
      flows.map(({ activation, signal, gradient, theory }) => ({
        activation,
        "signal at the top": formatNumber(signal.at(-1)!, 3),
        "gradient at the bottom": formatNumber(gradient[0]!, 3),
        "in theory": formatNumber(theory[0]!, 3),
        "factor a layer": formatNumber(gradient[0]! ** (1 / Math.max(1, depth - 1)), 3),
      })),
    ),
    data: flows,
  });
}

function findingOf(flows: readonly GradientFlow[], depth: number): string {
  const [least, most] = extremes(flows);
  const other =
    flows.length === 1 ? "" : `, that of ${most.activation} to ${formatNumber(most.gradient[0]!, 2)}`;
  return `Through ${depth} layers the gradient of ${least.activation} comes down to ${formatNumber(least.gradient[0]!, 2)} of what it was at the top${other}.`;
}

async function flowThrough(
  activation: AnyActivation,
  options: GradientFlowOptions,
): Promise<Omit<GradientFlow, "activation">> {
  const { depth = 50, width = 128, batch = 32, seed = 1 } = options;
  const initialization = resolveGain(options.initialization ?? "he", activation);
  const dice = random(seed);
  const normal = (rows: number, columns: number): Matrix =>
    Matrix.from1DArray(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => dice.normal()),
    );
  const layers = Array.from({ length: depth }, () => weights(width, width, initialization, dice));
  const before: Matrix[] = [];
  const signal: number[] = [];
  let x = normal(batch, width);
  for (const weight of layers) {
    frontEnd().signal.throwIfAborted();
    before.push(x.mmul(weight));
    x = await apply(activation, before.at(-1)!);
    signal.push(rms(flat(x)));
  }
  const gradient = new Array<number>(depth).fill(0);
  let slope = normal(batch, width);
  for (let i = depth - 1; i >= 0; i--) {
    slope = await pullBack(activation, before[i]!, slope);
    gradient[i] = rms(flat(slope));
    slope = slope.mmul(layers[i]!.transpose());
  }
  const top = gradient[depth - 1]!;
  const gain = deviationSquared(layers[0]!);
  return {
    signal,
    // A step lets no gradient through at all: nothing is left of nothing.
    gradient: gradient.map((value) => (top === 0 ? 0 : value / top)),
    theory: meanField(activation, gain, depth),
  };
}

function resolveGain(initialization: Initialization | "gain", activation: AnyActivation): Initialization {
  return initialization === "gain" ? gainOf(activation) : initialization;
}

/** 1/√E[f(z)²] for standard normal z, of the activation with the options it is set to. */
function gainOf(activation: AnyActivation): number {
  // An even number of points, none of them at 0, where some functions jump.
  const { x, value } = sampleOn(referenceRuntime(), activation, {}, linspace(-8, 8, 4000), 0);
  return 1 / Math.sqrt(meanSquare(value, normalDensity(x, 1)));
}

/** n · Var(w): by how much a layer multiplies the second moment. */
function deviationSquared(weight: Matrix): number {
  return rms(flat(weight)) ** 2 * weight.rows;
}

/**
 * Mean-field theory: the variance q of what enters an activation follows q′ = s·E[f(√q z)²], and the gradient's second
 * moment is multiplied by s·E[f′(√q z)²] in each layer (Poole et al. 2016, Schoenholz et al. 2017).
 */
function meanField(activation: AnyActivation, gain: number, depth: number): number[] {
  let q = gain;
  const slopes: number[] = [];
  for (let i = 0; i < depth; i++) {
    const spread = Math.sqrt(q);
    const x = linspace(-8 * spread, 8 * spread, 801);
    const { value, slope = x } = sampleOn(referenceRuntime(), activation, {}, x, 1);
    const density = normalDensity(x, q);
    slopes.push(meanSquare(slope, density));
    q = Math.min(Math.max(gain * meanSquare(value, density), 1e-12), 1e12);
  }
  const theory = new Array<number>(depth).fill(1);
  for (let i = depth - 2; i >= 0; i--) theory[i] = theory[i + 1]! * Math.sqrt(gain * slopes[i]!);
  return theory;
}

/** The density of a normal distribution of variance q, up to a factor. */
function normalDensity(x: Float64Array, q: number): Float64Array {
  return x.map((value) => Math.exp(-(value ** 2) / (2 * q)));
}

function meanSquare(values: Float64Array, density: Float64Array): number {
  const mass = density.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + value ** 2 * density[i]!, 0) / mass;
}

function flowFigure(flows: readonly GradientFlow[], depth: number): GradientFlowFigure {
  const x = Array.from({ length: depth }, (_, i) => i + 1);
  const marks = flows.flatMap(({ activation, gradient, theory }, i): LineMark[] => {
    const color = light.series[i % light.series.length]!;
    return [
      { kind: "line", label: activation, x, y: gradient, color },
      { kind: "line", x, y: theory, color, dash: "dotted", width: 1.4 },
    ];
  });
  return draw({
    title: "The gradient on its way down",
    subtitle: "root mean square, relative to the top layer; dotted: mean-field theory",
    x: { label: "layer", domain: [1, depth] },
    y: { label: "gradient", scale: "log" },
    marks,
  });
}

type GradientFlowFigure = ReturnType<typeof draw>;

function extremes(flows: readonly GradientFlow[]): [least: GradientFlow, most: GradientFlow] {
  const sorted = [...flows].sort((a, b) => a.gradient[0]! - b.gradient[0]!);
  return [sorted[0]!, sorted.at(-1)!];
}

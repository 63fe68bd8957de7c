import { type AnyActivation, identity, relu } from "@actfn/core";
import { anything, type Check, fields, number } from "@actfn/core/checks";
import { formatNumber, lines } from "@actfn/plot";
import { Matrix } from "ml-matrix";
import { checkCount, checkPointwise } from "./experiment-error.js";
import { apply, flat, weights } from "./network.js";
import { random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** The outputs of a deep identity network and of the one matrix that it collapses to. */
export interface LinearCollapse {
  readonly depth: number;
  /** Largest difference between the network and the product of its matrices, relative to the largest output. */
  readonly difference: number;
  /** The share of the ReLU network's variance that no linear map explains. */
  readonly nonlinear: number;
}

const checkOptions: Check = fields({
  depth: anything,
  width: number(1, Infinity, true),
  activation: anything,
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
});

/**
 * Any depth of linear layers is one linear map: multiply the matrices beforehand and nothing changes. With an activation
 * between them, the same layers bend.
 */
export async function linearCollapse(
  options: {
    readonly depth?: number;
    readonly width?: number;
    readonly activation?: AnyActivation;
    readonly seed?: number;
  } = {},
): Promise<Report<LinearCollapse>> {
  checkOptions(options, "", "lab.linearCollapse");
  const { depth = 10, width = 24, activation = relu, seed = 5 } = options;
  checkCount("linearCollapse", "depth", depth);
  checkPointwise("linearCollapse", [activation]);
  const dice = random(seed);
  const layers = Array.from({ length: depth }, () => weights(width, width, "lecun", dice));
  const bent = Array.from({ length: depth }, () => weights(width, width, "he", dice));
  // A walk along a straight line through the space of inputs.
  const [from, along] = [0, 1].map(() => Array.from({ length: width }, () => dice.normal()));
  const t = Array.from({ length: 121 }, (_, i) => -3 + i / 20);
  const walk = new Matrix(t.map((step) => from!.map((value, i) => value + step * along![i]!)));

  const deep = await through(walk, layers, identity);
  const product = layers.reduce((a, b) => a.mmul(b));
  const difference = Matrix.sub(deep, walk.mmul(product)).abs().max() / Matrix.abs(deep).max();
  const curved = await through(walk, bent, activation);
  const [straight, crooked] = [firstColumn(deep), firstColumn(curved)];
  const nonlinear = residualShare(t, crooked);
  return makeReport({
    title: "Linear layers collapse",
    finding: `${depth} linear layers and the one matrix that is their product differ by ${formatNumber(difference, 2)} of the largest output: rounding, nothing else. With ${activation.definition.title} between them, ${formatNumber(nonlinear * 100, 2)} % of what comes out along a straight line is not straight.`,
    figures: [
      lines(
        {
          [`${depth} layers, identity`]: scaled(straight),
          [`${depth} layers, ${activation.definition.title}`]: scaled(crooked),
        },
        {
          x: t,
          title: "Along a straight line through the inputs",
          subtitle: "the first output, scaled to [−1, 1]",
          xLabel: "place on the line",
        },
      ),
    ],
    data: { depth, difference, nonlinear },
  });
}

async function through(x: Matrix, layers: readonly Matrix[], activation: AnyActivation): Promise<Matrix> {
  let values = x;
  for (const weight of layers) values = await apply(activation, values.mmul(weight));
  return values;
}

function firstColumn(matrix: Matrix): number[] {
  const values = flat(matrix);
  return Array.from({ length: matrix.rows }, (_, row) => values[row * matrix.columns]!);
}

function scaled(values: readonly number[]): number[] {
  const most = Math.max(...values.map(Math.abs), 1e-30);
  return values.map((value) => value / most);
}

/** 1 − R² of the best straight line. */
function residualShare(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const slope =
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const rest = y.reduce((sum, value, i) => sum + (value - my - slope * (x[i]! - mx)) ** 2, 0);
  return rest / y.reduce((sum, value) => sum + (value - my) ** 2, 1e-300);
}

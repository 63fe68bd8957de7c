import { type AnyActivation, relu, softmax } from "@actfn/core";
import { anything, type Check, callable, fields, number } from "@actfn/core/checks";
import { bars, lines } from "@actfn/plot";
import { Matrix } from "ml-matrix";
import { frontEnd } from "../display/front-end.js";
import { progressBar } from "../display/progress.js";
import { table } from "../display/table.js";
import { rms } from "./compute.js";
import { checkPointwise, checkSome } from "./experiment-error.js";
import { apply, pullBack, weights } from "./network.js";
import { type Random, random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** What is approximated, and how long. */
export interface ApproximationOptions {
  /** A function on [−1, 1]. */
  readonly target?: (x: number) => number;
  /** Numbers of hidden units to try. */
  readonly widths?: readonly number[];
  readonly activation?: AnyActivation;
  /** Values that softmax chooses among; the output is their mean under its probabilities. */
  readonly classes?: number;
  readonly steps?: number;
  readonly seed?: number;
}

/** One network's approximation. */
export interface Approximation {
  readonly width: number;
  /** Root mean square error on the grid. */
  readonly error: number;
  readonly values: readonly number[];
}

const POINTS = 129;
const RATE = 0.05;

const checkOptions: Check = fields({
  target: callable,
  widths: anything,
  activation: anything,
  classes: number(2, Infinity, true),
  steps: number(1, Infinity, true),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof ApproximationOptions, Check>);

/**
 * A network with one hidden layer of ReLU units and a softmax output approximates a function, the better the wider it
 * is. Softmax gives probabilities for levels between the function's least and greatest value; their mean is the output.
 */
export async function approximation(
  options: ApproximationOptions = {},
): Promise<Report<readonly Approximation[]>> {
  checkOptions(options, "", "lab.approximation");
  const {
    target = (x: number) => Math.sin(3 * x) * Math.exp(-x) * 0.5 + 0.3 * Math.cos(9 * x),
    widths = [2, 4, 8, 16, 32],
    steps = 500,
  } = options;
  checkSome("approximation", "width", widths, "[2, 4, 8]");
  checkPointwise("approximation", [options.activation ?? relu]);
  const x = Array.from({ length: POINTS }, (_, i) => -1 + (2 * i) / (POINTS - 1));
  const y = x.map(target);
  const bar = progressBar({ label: "approximation", total: widths.length * steps });
  const found: Approximation[] = [];
  for (const [i, width] of widths.entries()) {
    const values = await fit(x, y, width, options, (step) => bar.update(i * steps + step, `${width} units`));
    found.push({ width, values, error: rms(values.map((value, k) => value - y[k]!)) });
  }
  bar.finish("");
  const [first, last] = [found[0]!, found.at(-1)!];
  return makeReport({
    title: "Approximation by widening",
    finding: `With ${first.width} hidden units the error is ${first.error.toFixed(3)}, with ${last.width} it is ${last.error.toFixed(3)}: every unit of ${(options.activation ?? relu).definition.title} adds a bend.`,
    figures: [
      lines(
        {
          "the function": y,
          ...Object.fromEntries(found.map(({ width, values }) => [`${width} units`, values])),
        },
        { x, title: "The wider, the closer", xLabel: "x", height: 400 },
      ),
      bars(Object.fromEntries(found.map(({ width, error }) => [String(width), error])), {
        title: "Error by width",
        subtitle: "root mean square",
        xLabel: "hidden units",
        width: 420,
      }),
    ],
    table: table(found.map(({ width, error }) => ({ units: width, error }))),
    data: found,
  });
}

async function fit(
  x: readonly number[],
  y: readonly number[],
  width: number,
  options: ApproximationOptions,
  onStep: (step: number) => void,
): Promise<number[]> {
  const { activation = relu, classes = 24, steps = 500, seed = 3 } = options;
  const dice = random(seed);
  const inputs = new Matrix(x.map((value) => [value, 1]));
  const hidden = bends(width, dice);
  const output = weights(width + 1, classes, "lecun", dice);
  const [low, high] = [Math.min(...y), Math.max(...y)];
  const margin = (high - low) * 0.1;
  const levels = Array.from(
    { length: classes },
    (_, k) => low - margin + ((high - low + 2 * margin) * k) / (classes - 1),
  );
  const moveHidden = adam(hidden);
  const moveOutput = adam(output);
  let values: number[] = [];
  for (let step = 1; step <= steps; step++) {
    frontEnd().signal.throwIfAborted();
    const before = inputs.mmul(hidden);
    const after = withOnes(await apply(activation, before));
    const logits = after.mmul(output);
    const probabilities = await apply(softmax, logits);
    values = probabilities.to2DArray().map((row) => row.reduce((sum, p, k) => sum + p * levels[k]!, 0));
    const slope = new Matrix(
      values.map((value, i) => levels.map((level) => (2 * (value - y[i]!) * level) / y.length)),
    );
    const back = await pullBack(softmax, logits, slope);
    const below = back.mmul(output.transpose()).subMatrix(0, x.length - 1, 0, width - 1);
    // The steps grow shorter toward the end.
    const rate = RATE * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
    moveOutput(after.transpose().mmul(back), rate, step);
    moveHidden(inputs.transpose().mmul(await pullBack(activation, before, below)), rate, step);
    onStep(step);
    if (step % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return values;
}

/** Units that bend at random places of [−1, 1], to the left and to the right: row 0 weighs x, row 1 is the bias. */
function bends(width: number, dice: Random): Matrix {
  const slopes = Array.from({ length: width }, (_, i) => (i % 2 === 0 ? 2 : -2));
  return new Matrix([slopes, slopes.map((slope) => -slope * (2 * dice.uniform() - 1))]);
}

/** Adam (Kingma & Ba 2014) with its usual constants, for one matrix. */
function adam(weight: Matrix): (gradient: Matrix, rate: number, step: number) => void {
  const mean = Matrix.zeros(weight.rows, weight.columns);
  const square = Matrix.zeros(weight.rows, weight.columns);
  return (gradient, rate, step) => {
    mean.mul(0.9).add(Matrix.mul(gradient, 0.1));
    square.mul(0.999).add(Matrix.mul(gradient, gradient).mul(0.001));
    const scale = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
    weight.sub(Matrix.div(mean, Matrix.sqrt(square).add(1e-8)).mul(scale));
  };
}

function withOnes(matrix: Matrix): Matrix {
  return matrix.clone().addColumn(matrix.columns, new Array<number>(matrix.rows).fill(1));
}

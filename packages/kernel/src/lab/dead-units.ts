import { type AnyActivation, gelu, leakyRelu, relu } from "@actfn/core";
import { type Check, fields, listOf, number } from "@actfn/core/checks";
import { lines } from "@actfn/plot";
import type { Matrix } from "ml-matrix";
import { progressBar } from "../display/progress.js";
import { table } from "../display/table.js";
import { labelsOf, slopeOf } from "./compute.js";
import { digits } from "./digits.js";
import { checkPointwise } from "./experiment-error.js";
import { flat, imagesOf, Network } from "./network.js";
import { makeReport, type Report } from "./report.js";
import { stepsOf, trainNetwork } from "./train.js";

/** A unit whose slope never exceeds this, on any input of a batch, learns nothing from it. */
const DEAD_SLOPE = 1e-6;

/** How units are made to die. */
export interface DeadUnitsOptions {
  /** Units of the hidden layers. */
  readonly hidden?: readonly number[];
  /** A learning rate that is too high kills; 0.2 is a healthy one here. */
  readonly rate?: number;
  readonly train?: number;
  readonly epochs?: number;
  readonly seed?: number;
}

/** The dead units of one network: over the training, and per layer at its end. */
export interface DeadUnits {
  readonly activation: string;
  readonly steps: readonly number[];
  /** The share of dead units among all hidden ones at each of the steps. */
  readonly shares: readonly number[];
  /** The share in each hidden layer at the end. */
  readonly layers: readonly number[];
}

const checkOptions: Check = fields({
  hidden: listOf(number(1, Infinity, true), "a list of numbers of units"),
  rate: number(0, Infinity),
  train: number(1, Infinity, true),
  epochs: number(0, Infinity),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof DeadUnitsOptions, Check>);

/**
 * Trains networks with a learning rate that is too high and counts the units that die: a ReLU unit that a large step
 * has pushed below zero for every input has slope zero everywhere, and no gradient ever brings it back.
 */
export async function deadUnits(
  activations: readonly AnyActivation[] = [relu, leakyRelu, gelu],
  options: DeadUnitsOptions = {},
): Promise<Report<readonly DeadUnits[]>> {
  checkOptions(options, "", "lab.deadUnits");
  const { hidden = [64, 64], rate = 0.9, train = 2560, epochs = 2, seed = 1 } = options;
  checkPointwise("deadUnits", activations);
  const labels = labelsOf(activations);
  const data = await digits({ train, test: 500, seed });
  const probe = imagesOf(data.test);
  const perRun = stepsOf(data.train, { epochs });
  const bar = progressBar({ label: "dead units", total: perRun * activations.length });
  const found: DeadUnits[] = [];
  for (const [i, activation] of activations.entries()) {
    const network = new Network({ sizes: [784, ...hidden, 10], activation, seed });
    const steps: number[] = [];
    const shares: number[] = [];
    let layers: number[] = [];
    await trainNetwork(network, data.train, {
      epochs,
      rate,
      onStep: async ({ index }) => {
        bar.update(i * perRun + index + 1, labels[i]!);
        if (index % 2 !== 0 && index !== perRun - 1) return;
        const { before } = await network.forward(probe);
        layers = await Promise.all(before.slice(0, -1).map((z) => deadShare(activation, z)));
        steps.push(index + 1);
        shares.push(layers.reduce((sum, value) => sum + value, 0) / layers.length);
      },
    });
    found.push({ activation: labels[i]!, steps, shares, layers });
  }
  bar.finish("");
  return deadReport(found, rate);
}

/** The share of columns (units) whose slope is zero in every row (input). */
export async function deadShare(activation: AnyActivation, before: Matrix): Promise<number> {
  const slopes = await slopeOf(activation, flat(before));
  let dead = 0;
  for (let unit = 0; unit < before.columns; unit++) {
    let isAlive = false;
    for (let row = 0; row < before.rows && !isAlive; row++) {
      // NaN counts as dead: a unit that has overflowed learns as little.
      isAlive = Math.abs(slopes[row * before.columns + unit]!) > DEAD_SLOPE;
    }
    if (!isAlive) dead += 1;
  }
  return dead / before.columns;
}

function deadReport(found: readonly DeadUnits[], rate: number): Report<readonly DeadUnits[]> {
  const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
  const worst = [...found].sort((a, b) => b.shares.at(-1)! - a.shares.at(-1)!)[0]!;
  return makeReport({
    title: "Dead units",
    finding: `With a learning rate of ${rate}, ${percent(worst.shares.at(-1)!)} of the hidden ${worst.activation} units end up dead: slope zero for every digit, and no way back. Remedies: a lower rate, He's initialization, an activation whose slope does not vanish.`,
    figures: [
      lines(Object.fromEntries(found.map(({ activation, shares }) => [activation, shares])), {
        x: found[0]?.steps ?? [],
        title: "Dead units over the training",
        subtitle: "share of hidden units with slope 0 on every probe digit",
        xLabel: "batch",
        yLabel: "share",
      }),
    ],
    table: table(
      found.map(({ activation, layers }) => ({
        activation,
        ...Object.fromEntries(layers.map((value, i) => [`layer ${i + 1}`, percent(value)])),
      })),
    ),
    data: found,
  });
}

import { type AnyActivation, gelu, mish, relu, sigmoid, silu, tanh } from "@actfn/core";
import { anything, type Check, fields, listOf, number } from "@actfn/core/checks";
import { lines } from "@actfn/plot";
import { progressBar } from "../display/progress.js";
import { table } from "../display/table.js";
import { labelsOf } from "./compute.js";
import { deadShare } from "./dead-units.js";
import { type Digits, digits } from "./digits.js";
import { checkPointwise } from "./experiment-error.js";
import { checkInitialization, imagesOf, Network, type NetworkOptions } from "./network.js";
import { makeReport, type Report } from "./report.js";
import { smooth, stepsOf, type TrainOptions, trainNetwork } from "./train.js";

/** How a race is run. */
export interface RaceOptions
  extends Omit<TrainOptions, "onStep">,
    Partial<Pick<NetworkOptions, "initialization" | "seed">> {
  /** Units of the hidden layers. */
  readonly hidden?: readonly number[];
  /** How many digits to train on; 9000 of them, tested on the other 1000. */
  readonly train?: number;
  readonly test?: number;
}

/** One runner's result. */
export interface Runner {
  readonly activation: string;
  /** Mean loss of the last 16 batches. */
  readonly loss: number;
  readonly accuracy: number;
  readonly seconds: number;
  /** Share of hidden units whose slope is zero for every test digit. */
  readonly dead: number;
  readonly losses: readonly number[];
}

const checkOptions: Check = fields({
  hidden: listOf(number(1, Infinity, true), "a list of numbers of units"),
  train: number(1, Infinity, true),
  test: number(1, Infinity, true),
  epochs: number(0, Infinity),
  batch: number(1, Infinity, true),
  rate: number(0, Infinity),
  signal: anything,
  initialization: checkInitialization(),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof RaceOptions, Check>);

/** Trains the same network, from the same weights, on the same digits, once for each activation, and compares them. */
export async function race(
  activations: readonly AnyActivation[] = [relu, gelu, silu, mish, tanh, sigmoid],
  options: RaceOptions = {},
): Promise<Report<readonly Runner[]>> {
  checkOptions(options, "", "lab.race");
  const { hidden = [64], seed = 1 } = options;
  checkPointwise("race", activations);
  const labels = labelsOf(activations);
  const data = await digits({ train: options.train ?? 9000, test: options.test ?? 1000, seed });
  const training = { epochs: 2, ...options };
  const perRun = stepsOf(data.train, training);
  const bar = progressBar({ label: "race", total: perRun * activations.length });
  const runners: Runner[] = [];
  for (const [i, activation] of activations.entries()) {
    const network = new Network({ ...options, sizes: [784, ...hidden, 10], activation, seed });
    const started = performance.now();
    const losses = await trainNetwork(network, data.train, {
      ...training,
      onStep: ({ index, loss }) =>
        bar.update(i * perRun + index + 1, `${labels[i]}: loss ${loss.toFixed(3)}`),
    });
    const seconds = (performance.now() - started) / 1000;
    runners.push({ activation: labels[i]!, ...(await judge(network, data.test, losses)), seconds });
  }
  bar.finish("");
  return raceReport(runners, data.train.count, training.epochs);
}

async function judge(
  network: Network,
  test: Digits,
  losses: readonly number[],
): Promise<Omit<Runner, "activation" | "seconds">> {
  const { before } = await network.forward(imagesOf(test));
  const shares = await Promise.all(before.slice(0, -1).map((z) => deadShare(network.activation, z)));
  return {
    loss: smooth(losses).at(-1) ?? Number.NaN,
    accuracy: await network.accuracy(test),
    dead: shares.reduce((sum, value) => sum + value, 0) / Math.max(1, shares.length),
    losses,
  };
}

function raceReport(runners: readonly Runner[], count: number, epochs: number): Report<readonly Runner[]> {
  const ranked = [...runners].sort((a, b) => b.accuracy - a.accuracy);
  const [best, worst] = [ranked[0]!, ranked.at(-1)!];
  const curves = Object.fromEntries(runners.map(({ activation, losses }) => [activation, smooth(losses)]));
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const other = runners.length === 1 ? "" : `, ${worst.activation} ${percent(worst.accuracy)}`;
  return makeReport({
    title: "A race of activations",
    finding: `After ${epochs} epochs over ${count} digits, ${best.activation} names ${percent(best.accuracy)} of the unseen digits rightly${other}.`,
    figures: [
      lines(curves, {
        title: "Loss",
        subtitle: "cross entropy, smoothed over 16 batches",
        xLabel: "batch",
        yLabel: "loss",
        log: true,
      }),
    ],
    table: table(
      ranked.map(({ activation, loss, accuracy, seconds, dead }) => ({
        activation,
        accuracy: percent(accuracy),
        loss: loss.toFixed(3),
        seconds: seconds.toFixed(1),
        "dead units": percent(dead),
      })),
    ),
    data: runners,
  });
}

import { type AnyActivation, gelu, relu, sigmoid, tanh } from "@actfn/core";
import { type Check, fields, number } from "@actfn/core/checks";
import { formatNumber, lines } from "@actfn/plot";
import { labelsOf, share, slopeOf } from "./compute.js";
import { checkPointwise } from "./experiment-error.js";
import { random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** The share of saturated units at each spread of what comes in. */
export interface Saturation {
  readonly activation: string;
  readonly deviations: readonly number[];
  readonly shares: readonly number[];
}

const checkOptions: Check = fields({
  bound: number(0, Infinity),
  count: number(1, Infinity, true),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
});

/**
 * How many units saturate as what comes in spreads: normal numbers of standard deviation 0.25 to 16 go in; a unit with
 * a slope below `bound` (0.05) counts as saturated.
 */
export async function saturation(
  activations: readonly AnyActivation[] = [sigmoid, tanh, relu, gelu],
  options: { readonly bound?: number; readonly count?: number; readonly seed?: number } = {},
): Promise<Report<readonly Saturation[]>> {
  checkOptions(options, "", "lab.saturation");
  const { bound = 0.05, count = 20_000, seed = 1 } = options;
  checkPointwise("saturation", activations);
  const labels = labelsOf(activations);
  const dice = random(seed);
  const normal = Float32Array.from({ length: count }, () => dice.normal());
  const deviations = Array.from({ length: 13 }, (_, i) => 2 ** (i / 2 - 2));
  const found: Saturation[] = [];
  for (const [i, activation] of activations.entries()) {
    const shares: number[] = [];
    for (const deviation of deviations) {
      const slopes = await slopeOf(
        activation,
        normal.map((z) => z * deviation),
      );
      shares.push(share(slopes, (slope) => Math.abs(slope) < bound));
    }
    found.push({ activation: labels[i]!, deviations, shares });
  }
  const at = deviations.indexOf(4);
  const worst = [...found].sort((a, b) => b.shares[at]! - a.shares[at]!)[0]!;
  return makeReport({
    title: "Saturation",
    finding: `When what comes in has a standard deviation of 4, ${formatNumber(worst.shares[at]! * 100, 2)} % of the ${worst.activation} units have a slope below ${bound}. This is why the size of weights and normalization matter most to activations that saturate on both sides.`,
    figures: [
      lines(Object.fromEntries(found.map(({ activation, shares }) => [activation, shares])), {
        x: deviations.map(Math.log2),
        title: "Saturated units",
        subtitle: `share with |f′| < ${bound}`,
        xLabel: "log₂ of the standard deviation of what comes in",
        yLabel: "share",
      }),
    ],
    data: found,
  });
}

import { type AnyActivation, gelu, relu, silu, tanh } from "@actfn/core";
import { type Check, fields, number } from "@actfn/core/checks";
import { histogram } from "@actfn/plot";
import { table } from "../display/table.js";
import { labelsOf, rms, share, valuesOf } from "./compute.js";
import { checkPointwise } from "./experiment-error.js";
import { random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** What an activation makes of standard normal numbers. */
export interface Sparsity {
  readonly activation: string;
  /** Exactly zero. */
  readonly zero: number;
  /** Of magnitude below 0.05. */
  readonly small: number;
  readonly mean: number;
  readonly rms: number;
}

const checkOptions: Check = fields({
  count: number(1, Infinity, true),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
});

/** How sparse the outputs are for standard normal inputs, and how they are distributed. */
export async function sparsity(
  activations: readonly AnyActivation[] = [relu, gelu, silu, tanh],
  options: { readonly count?: number; readonly seed?: number } = {},
): Promise<Report<readonly Sparsity[]>> {
  checkOptions(options, "", "lab.sparsity");
  checkPointwise("sparsity", activations);
  const labels = labelsOf(activations);
  const dice = random(options.seed ?? 1);
  const normal = Float32Array.from({ length: options.count ?? 20_000 }, () => dice.normal());
  const outputs: Record<string, Float32Array> = {};
  for (const [i, activation] of activations.entries())
    outputs[labels[i]!] = await valuesOf(activation, normal);
  const found = Object.entries(outputs).map(
    ([activation, values]): Sparsity => ({
      activation,
      zero: share(values, (value) => value === 0),
      small: share(values, (value) => Math.abs(value) < 0.05),
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      rms: rms(values),
    }),
  );
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const sparsest = [...found].sort((a, b) => b.zero - a.zero)[0]!;
  return makeReport({
    title: "Sparsity",
    finding: `${percent(sparsest.zero)} of what ${sparsest.activation} gives for standard normal numbers is exactly zero; activations with a smooth left side give small numbers in place of zeros.`,
    figures: [
      histogram(outputs, {
        title: "What comes out",
        subtitle: "for standard normal numbers",
        bins: 60,
        log: false,
      }),
    ],
    table: table(
      found.map(({ activation, zero, small, mean, rms: size }) => ({
        activation,
        "exactly 0": percent(zero),
        "below 0.05": percent(small),
        mean,
        "root mean square": size,
      })),
    ),
    data: found,
  });
}

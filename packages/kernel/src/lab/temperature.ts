import { softmax } from "@actfn/core";
import { anything, type Check, fields, listOf, number } from "@actfn/core/checks";
import { bars } from "@actfn/plot";
import { type Displayable, JUPYTER_DISPLAY } from "../display/bundle.js";
import { table } from "../display/table.js";
import { slider } from "../slider.js";
import { distinct, valuesOf } from "./compute.js";
import { makeReport, type Report } from "./report.js";

/** The probabilities of each temperature. */
export interface Temperature {
  readonly temperature: number;
  readonly probabilities: readonly number[];
}

const checkOptions: Check = fields({
  temperatures: listOf(number(0, Infinity), "a list of temperatures"),
  names: listOf(anything, "a list of names"),
});

/** Softmax under a temperature: logits are divided by it, so that a low one decides and a high one levels. With a slider. */
export async function temperature(
  logits: readonly number[] = [5, 4, -1],
  options: { readonly temperatures?: readonly number[]; readonly names?: readonly string[] } = {},
): Promise<Displayable & { readonly data: readonly Temperature[]; toString(): string }> {
  checkOptions(options, "", "lab.temperature");
  const { temperatures = [0.1, 0.2, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10], names = logits.map(String) } = options;
  const columns = distinct(names.map((name) => `of ${name}`));
  const at = (value: number): Promise<number[]> => probabilitiesOf(logits.map((logit) => logit / value));
  const data: Temperature[] = [];
  for (const value of temperatures) data.push({ temperature: value, probabilities: await at(value) });
  const figure = slider("temperature", temperatures, async (value) =>
    probabilityBars(names, await at(value), `softmax([${logits.join(", ")}] / ${value})`),
  );
  const rows = table(
    data.map(({ temperature: value, probabilities }) => ({
      temperature: value,
      ...Object.fromEntries(columns.map((column, i) => [column, percent(probabilities[i]!)])),
    })),
  );
  return {
    data,
    toString: () => String(rows),
    [JUPYTER_DISPLAY]: async () => ({ ...(await figure[JUPYTER_DISPLAY]()), "text/plain": String(rows) }),
  };
}

/**
 * The two examples that the field teaches softmax with: [5, 4, −1] becomes 73 %, 26.8 % and 0.2 %, for differences
 * decide; among ten classes of 1.2, one with 1.5 stays unsure, for so little above the others is not much of the whole.
 */
export async function softmaxExamples(): Promise<
  Report<{ readonly sure: readonly number[]; readonly unsure: readonly number[] }>
> {
  const sure = await probabilitiesOf([5, 4, -1]);
  const many = [...new Array<number>(9).fill(1.2), 1.5];
  const unsure = await probabilitiesOf(many);
  return makeReport({
    title: "Two examples of softmax",
    finding: `[5, 4, −1] becomes ${sure.map(percent).join(", ")}: a lead of one is a factor e. Nine classes of 1.2 and one of 1.5: the leader gets ${percent(unsure[9]!)}, the others ${percent(unsure[0]!)} each.`,
    figures: [
      probabilityBars(["5", "4", "−1"], sure, "Three classes: sure", 300),
      probabilityBars(many.map(String), unsure, "Ten classes: unsure", 480),
    ],
    data: { sure, unsure },
  });
}

async function probabilitiesOf(logits: readonly number[]): Promise<number[]> {
  return [...(await valuesOf(softmax, Float32Array.from(logits), [1, logits.length]))];
}

function probabilityBars(
  names: readonly string[],
  probabilities: readonly number[],
  title: string,
  width = 420,
): ReturnType<typeof bars> {
  const named = probabilities.map((value, i) => [names[i] ?? "", value] as const);
  return bars(named, { title, width, height: 260, format: percent, yLabel: "probability" });
}

function percent(value: number): string {
  return `${(value * 100).toFixed(value > 0.9995 || value < 0.0005 ? 2 : 1)} %`;
}

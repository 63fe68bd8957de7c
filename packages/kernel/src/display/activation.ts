import { type AnyActivation, formula, type Properties } from "@actfn/core";
import { formatNumber, plotActivation } from "@actfn/plot";
import type { MimeBundle } from "../protocol/message.js";
import { table } from "./table.js";

/** An activation for a notebook: its formula and derivative, what is known of it, and its plot. */
export function activationBundle(activation: AnyActivation): MimeBundle {
  const { definition } = activation;
  const figure = plotActivation(activation);
  const [value, slope] = formulas(activation);
  const markdown = [
    `### ${definition.title}`,
    definition.summary,
    `$$f(x) = ${value}$$`,
    ...(slope === undefined ? [] : [`$$f'(x) = ${slope}$$`]),
    ["| | |", "|---|---|", ...facts(activation).map(([name, fact]) => `| ${name} | ${fact} |`)].join("\n"),
    `![${definition.title}](data:image/svg+xml;base64,${Buffer.from(figure.svg).toString("base64")})`,
  ];
  return { "text/markdown": markdown.join("\n\n"), "text/plain": activationText(activation) };
}

/** What is known of an activation, as text. */
export function activationText(activation: AnyActivation): string {
  const { definition } = activation;
  const lines = facts(activation).map(([name, fact]) => `  ${name.padEnd(14)}${fact}`);
  return [`${definition.title} (${definition.name})`, `  ${definition.summary}`, ...lines].join("\n");
}

/** A table of activations side by side, one a row. */
export function propertiesTable(activations: readonly AnyActivation[]): ReturnType<typeof table> {
  return table(
    activations.map((activation) => ({
      activation: activation.definition.title,
      ...Object.fromEntries(facts(activation)),
    })),
  );
}

/** The formula and, for a pointwise activation, that of its derivative, as TeX. */
function formulas(activation: AnyActivation): [value: string, slope: string | undefined] {
  const isPointwise = activation.definition.domain.kind === "pointwise";
  return [formula(activation), isPointwise ? formula(activation, 1) : undefined];
}

function facts({ definition }: AnyActivation): [name: string, fact: string][] {
  const options = Object.entries(definition.options).map(
    ([name, option]) => `${name} = ${option.default ?? "required"}`,
  );
  const { properties } = definition;
  return [...(properties === undefined ? [] : claims(properties)), ["options", options.join(", ")]];
}

function claims(properties: Properties): [name: string, fact: string][] {
  const { range, monotonic, smoothness, zeroCentered, lipschitz, minimum, saturates, gain, cost } =
    properties;
  const [first, last] = range.closed;
  return [
    [
      "range",
      `${first ? "[" : "("}${formatNumber(range.lower)}, ${formatNumber(range.upper)}${last ? "]" : ")"}`,
    ],
    ["monotonic", monotonic ? "yes" : "no"],
    [
      "smoothness",
      smoothness === Infinity ? "smooth" : smoothness < 0 ? "jumps" : `C${superscript(smoothness)}`,
    ],
    ["zero-centered", zeroCentered ? "yes" : "no"],
    ["saturates", saturates],
    ["Lipschitz", lipschitz === undefined ? "" : formatNumber(lipschitz)],
    ["minimum", minimum === undefined ? "" : `${formatNumber(minimum.y)} at ${formatNumber(minimum.x)}`],
    ["gain", gain === undefined ? "" : formatNumber(gain)],
    ["cost", cost],
  ];
}

function superscript(order: number): string {
  return [..."⁰¹²³⁴⁵⁶⁷⁸⁹"][order] ?? String(order);
}

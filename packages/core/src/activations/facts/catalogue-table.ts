import type { AnyActivation } from "../../definition/definition.js";
import type { Framework, Properties } from "../../definition/metadata.js";
import { catalogue } from "../catalogue.js";
import { factsOf } from "./facts-of.js";

/** A row of the table of all activations, as words; what is not known is empty. */
export interface CatalogueRow {
  readonly name: string;
  readonly title: string;
  readonly family: string;
  readonly aliases: string;
  readonly options: string;
  readonly range: string;
  readonly monotonic: string;
  readonly smoothness: string;
  readonly gain: string;
  readonly frameworks: string;
  readonly origin: string;
}

const short: Readonly<Record<Framework, string>> = {
  pytorch: "torch",
  jax: "jax",
  keras: "keras",
  onnx: "onnx",
  tfjs: "tfjs",
};

/** The table of all activations: what `npx @actfn/core list` and the docs show. */
export function catalogueTable(activations: readonly AnyActivation[] = catalogue): readonly CatalogueRow[] {
  return activations.map((activation): CatalogueRow => {
    const { definition } = activation;
    const { properties, options } = definition;
    const { frameworks = {}, origin = [] } = factsOf(activation);
    return {
      name: definition.name,
      title: definition.title,
      family: definition.family ?? "",
      aliases: (definition.aliases ?? []).join(", "),
      options: Object.entries(options)
        .map(([name, spec]) => (spec.default === undefined ? name : `${name}=${print(spec.default)}`))
        .join(", "),
      range: properties === undefined ? "" : rangeOf(properties),
      monotonic: properties === undefined ? "" : properties.monotonic ? "yes" : "no",
      smoothness: properties === undefined ? "" : smoothnessOf(properties.smoothness),
      gain: properties?.gain === undefined ? "" : print(properties.gain),
      frameworks: (Object.keys(short) as Framework[])
        .filter((framework) => frameworks[framework] !== undefined)
        .map((framework) => short[framework])
        .join(" "),
      origin: origin.length === 0 ? "" : String(Math.min(...origin.map(({ year }) => year))),
    };
  });
}

function rangeOf({ range: { lower, upper, closed } }: Properties): string {
  return `${closed[0] ? "[" : "("}${print(lower)}, ${print(upper)}${closed[1] ? "]" : ")"}`;
}

function smoothnessOf(order: number): string {
  return order === Infinity ? "smooth" : order < 0 ? "jumps" : `C${order}`;
}

/** At most four digits. */
function print(value: number | string | boolean): string {
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  return String(Number(value.toPrecision(4))).replace("-", "−");
}

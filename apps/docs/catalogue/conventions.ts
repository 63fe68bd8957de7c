import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type AnyActivation,
  activationNamed,
  type Pass,
  type ResolvedOptions,
  type TensorLike,
  toRequest,
} from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** The frameworks that are asked too. */
export const others = ["pytorch", "jax", "onnx", "tfjs"] as const;
type Other = (typeof others)[number];

/** A point where implementations choose differently. */
interface Convention {
  /** The name under which `measure/conventions.mjs` and `.py` ask the others. */
  readonly id: string;
  readonly question: string;
  readonly activation: string;
  readonly pass: Pass;
  readonly x: readonly number[];
  readonly dy?: readonly number[];
  readonly options?: Readonly<Record<string, number | TensorLike | string>>;
}

const one = [1];

export const conventions: readonly Convention[] = [
  { id: "relu-nan", question: "relu(NaN)", activation: "relu", pass: "forward", x: [Number.NaN] },
  {
    id: "relu-nan-slope",
    question: "the slope of relu at NaN",
    activation: "relu",
    pass: "backward",
    x: [Number.NaN],
    dy: one,
  },
  { id: "relu-negative-zero", question: "relu(−0)", activation: "relu", pass: "forward", x: [-0] },
  {
    id: "relu-tie",
    question: "the slope of relu at 0",
    activation: "relu",
    pass: "backward",
    x: [0],
    dy: one,
  },
  {
    id: "relu6-tie",
    question: "the slope of relu6 at 6",
    activation: "relu6",
    pass: "backward",
    x: [6],
    dy: one,
  },
  {
    id: "hardtanh-tie",
    question: "the slope of hardTanh at 1",
    activation: "hardTanh",
    pass: "backward",
    x: one,
    dy: one,
  },
  {
    id: "leaky-tie",
    question: "the slope of leakyRelu, 0.01, at 0",
    activation: "leakyRelu",
    pass: "backward",
    x: [0],
    dy: one,
  },
  {
    id: "elu-tie",
    question: "the slope of elu with α = 2 at 0",
    activation: "elu",
    pass: "backward",
    x: [0],
    dy: one,
    options: { alpha: 2 },
  },
  {
    id: "relu-dy-nan",
    question: "relu’s gradient at −1 for a dy of NaN",
    activation: "relu",
    pass: "backward",
    x: [-1],
    dy: [Number.NaN],
  },
  { id: "sign-nan", question: "sign(NaN)", activation: "sign", pass: "forward", x: [Number.NaN] },
  {
    id: "hardshrink-inside",
    question: "hardshrink(−0.2)",
    activation: "hardshrink",
    pass: "forward",
    x: [-0.2],
  },
  {
    id: "hardshrink-nan",
    question: "hardshrink(NaN)",
    activation: "hardshrink",
    pass: "forward",
    x: [Number.NaN],
  },
  {
    id: "hardshrink-negative",
    question: "hardshrink(0.5) with λ = −1",
    activation: "hardshrink",
    pass: "forward",
    x: [0.5],
    options: { lambda: -1 },
  },
  {
    id: "softshrink-negative",
    question: "softshrink(0.5) with λ = −1",
    activation: "softshrink",
    pass: "forward",
    x: [0.5],
    options: { lambda: -1 },
  },
  { id: "silu-infinity", question: "silu(−Infinity)", activation: "silu", pass: "forward", x: [-Infinity] },
  {
    id: "masked-row",
    question: "softmax of a row of −Infinity alone",
    activation: "softmax",
    pass: "forward",
    x: [-Infinity, -Infinity],
  },
  {
    id: "masked-row-gradient",
    question: "the gradient of that row",
    activation: "softmax",
    pass: "backward",
    x: [-Infinity, -Infinity],
    dy: [1, 2],
  },
];

/** What others answered, as `npm run measure:conventions` has found. */
interface Measured {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Partial<Readonly<Record<Other, string>>>>>;
}

/** A row of the table. */
export interface ConventionRow {
  readonly question: string;
  readonly ours: string;
  readonly others: readonly (string | null)[];
}

/** The table, ours computed now. */
export interface Conventions {
  readonly date: string;
  readonly versions: readonly string[];
  readonly rows: readonly ConventionRow[];
}

export function conventionsReport(): Conventions {
  const path = fileURLToPath(new URL("../reports/conventions.json", import.meta.url));
  const { date, versions, answers } = JSON.parse(readFileSync(path, "utf8")) as Measured;
  const rows = conventions.map((convention) => ({
    question: convention.question,
    ours: oursOf(convention),
    others: others.map((other) => answers[convention.id]?.[other] ?? null),
  }));
  return { date, versions: others.flatMap((other) => versions[other] ?? []), rows };
}

/** What actfn gives in float32, or the name of the error. */
export function oursOf({ activation, pass, x, dy, options = {} }: Convention): string {
  const { definition }: AnyActivation = activationNamed(activation);
  const given = { definition, pass, x: Float32Array.from(x), options: options as ResolvedOptions };
  try {
    const [result] = evaluateRequest(
      toRequest(dy === undefined ? given : { ...given, dy: Float32Array.from(dy) }, "strict"),
    );
    return [...(result?.data ?? [])].map(shown).join(", ");
  } catch (error) {
    return (error as Error).name;
  }
}

function shown(value: number): string {
  return Object.is(value, -0) ? "−0" : String(Number(value.toPrecision(6))).replace("-", "−");
}

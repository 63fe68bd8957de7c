import { type AnyActivation, gelu, sigmoid, silu, softplus, tanh } from "@actfn/core";
import type { Figure } from "@actfn/plot";
import { lines, referenceRuntime, sampleOn } from "@actfn/plot";
import { table } from "../display/table.js";
import { slopeOf, valuesOf } from "./compute.js";
import { checkSome } from "./experiment-error.js";
import { makeReport, type Report } from "./report.js";

/** A formula as textbooks print it, in float32 steps, beside the activation that does it right. */
export interface NaiveFormula {
  readonly name: string;
  readonly activation: AnyActivation;
  /** 0 for the value, 1 for the slope. */
  readonly order: 0 | 1;
  readonly formula: string;
  readonly naive: (x: number) => number;
  readonly from: number;
  readonly to: number;
}

const f = Math.fround;
const exp = (x: number): number => f(Math.exp(x));
const s = (x: number): number => f(1 / f(1 + exp(-x)));

const FORMULAS: readonly NaiveFormula[] = [
  {
    name: "softplus",
    activation: softplus,
    order: 0,
    formula: "log(1 + exp(x))",
    naive: (x) => f(Math.log(f(1 + exp(x)))),
    from: -30,
    to: 100,
  },
  {
    name: "sigmoid′",
    activation: sigmoid,
    order: 1,
    formula: "s·(1 − s)",
    naive: (x) => f(s(x) * f(1 - s(x))),
    from: -30,
    to: 30,
  },
  {
    name: "GELU",
    activation: gelu,
    order: 0,
    formula: "x/2·(1 + erf(x/√2))",
    naive: (x) => f(f(0.5 * x) * f(1 + erf(f(x / Math.SQRT2)))),
    from: -8,
    to: 4,
  },
  {
    name: "tanh",
    activation: tanh,
    order: 0,
    formula: "(e²ˣ − 1)/(e²ˣ + 1)",
    naive: (x) => f(f(exp(2 * x) - 1) / f(exp(2 * x) + 1)),
    from: -3,
    to: 60,
  },
  {
    name: "SiLU",
    activation: silu,
    order: 0,
    formula: "x·eˣ/(1 + eˣ)",
    naive: (x) => f(f(x * exp(x)) / f(1 + exp(x))),
    from: -30,
    to: 100,
  },
];

/** How many of its digits a formula keeps, at worst. */
export interface PrecisionRow {
  readonly name: string;
  readonly formula: string;
  readonly naiveDigits: number;
  readonly digits: number;
}

/** float32 holds 7.2 decimal digits. */
const MOST_DIGITS = 7.2;

/**
 * Lost digits: textbook formulas in float32 against the registered backend, both measured against double
 * precision. At the left end of softplus the naive formula has none left; on the right it overflows.
 */
export async function precision(
  formulas: readonly NaiveFormula[] = FORMULAS,
): Promise<Report<readonly PrecisionRow[]>> {
  checkSome("precision", "formula", formulas, "the default, which has five");
  const figures: Figure[] = [];
  const rows: PrecisionRow[] = [];
  for (const one of formulas) {
    const x = Float32Array.from({ length: 401 }, (_, i) => one.from + ((one.to - one.from) * i) / 400 + 1e-3);
    const truth = exact(one, Float64Array.from(x));
    const ours = one.order === 0 ? await valuesOf(one.activation, x) : await slopeOf(one.activation, x);
    const [naiveDigits, digits] = [digitsOf(Array.from(x, one.naive), truth), digitsOf(ours, truth)];
    figures.push(
      lines(
        { [`naive: ${one.formula}`]: naiveDigits, "actfn, this backend": digits },
        {
          x,
          title: one.name,
          subtitle: "correct decimal digits, of 7.2",
          xLabel: "x",
          width: 400,
          height: 260,
        },
      ),
    );
    rows.push({
      name: one.name,
      formula: one.formula,
      naiveDigits: Math.min(...naiveDigits),
      digits: Math.min(...digits),
    });
  }
  const dead = rows.filter(({ naiveDigits }) => naiveDigits < 1).map(({ name }) => name);
  const verdict =
    dead.length === 0
      ? `The textbook formulas keep at least ${worst(rows.map(({ naiveDigits }) => naiveDigits))} digits here`
      : `The textbook formulas of ${dead.join(", ")} have places where not one digit is right`;
  return makeReport({
    title: "Lost digits",
    finding: `${verdict}; the registered backend keeps at least ${worst(rows.map(({ digits }) => digits))} everywhere.`,
    figures,
    table: table(
      rows.map(({ name, formula, naiveDigits, digits }) => ({
        function: name,
        "naive formula": formula,
        "digits left, naive": naiveDigits.toFixed(1),
        "digits left, actfn": digits.toFixed(1),
      })),
    ),
    data: rows,
  });
}

function worst(digits: readonly number[]): string {
  return Math.min(...digits).toFixed(1);
}

function exact({ activation, order }: NaiveFormula, x: Float64Array): Float64Array {
  const { value, slope = value } = sampleOn(referenceRuntime(), activation, {}, x, order);
  return order === 0 ? value : slope;
}

function digitsOf(values: ArrayLike<number>, truth: Float64Array): number[] {
  return Array.from(truth, (exact, i) => {
    const value = values[i] as number;
    // Where float32 itself has run out (below its smallest normal number), nothing is to be had from any formula.
    if (Math.abs(exact) < 2 ** -126) return MOST_DIGITS;
    const error = Math.abs(value - exact) / Math.abs(exact);
    if (!(error < 1)) return 0;
    return Math.min(MOST_DIGITS, -Math.log10(error + 1e-30));
  });
}

/** The error function, rounded to float32 as a library gives it; by its series and its continued fraction. */
function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 3) return f(Math.sign(x) * (1 - tail(z)));
  let [term, sum] = [z, z];
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
    term *= (-z * z) / n;
    sum += term / (2 * n + 1);
  }
  return f(Math.sign(x) * (2 / Math.sqrt(Math.PI)) * sum);
}

function tail(z: number): number {
  let fraction = 0;
  for (let k = 60; k > 0; k--) fraction = k / 2 / (z + fraction);
  return Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction);
}

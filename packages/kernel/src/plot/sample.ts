import { type AnyActivation, evaluateRequest, Tensor, toRequest } from "@actfn/core";
import { NotPointwiseError } from "./not-pointwise-error.js";

/** An activation and its derivatives at points of the line, in double precision, by the reference evaluation. */
export interface Samples {
  readonly x: Float64Array;
  readonly f: Float64Array;
  /** f′, from the derived gradient. */
  readonly first: Float64Array;
  /** f″, as differences of f′; NaN where f′ jumps. */
  readonly second: Float64Array;
}

/** Where to look at an activation. */
export interface SampleOptions {
  readonly from?: number;
  readonly to?: number;
  readonly points?: number;
  /** The activation's own options, such as `{ alpha: 2 }`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const STEP = 1e-4;
/** A slope of f′ beyond this is a jump of f′, which has no second derivative. */
const JUMP = 0.025 / STEP;
/** What a learnt tensor is shown with, where it has no default. */
const SHOWN_WEIGHT = 0.25;

/**
 * Evaluates f, f′ and f″ on an even grid, 401 points from −5 to 5 by default. Throws `NotPointwiseError` for softmax and
 * its like, which would take the grid for one row.
 */
export function sample(
  activation: AnyActivation,
  { from = -5, to = 5, points = 401, options = {} }: SampleOptions = {},
): Samples {
  if (activation.definition.domain.kind !== "pointwise") throw new NotPointwiseError(activation);
  const x = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  const before = slopes(
    activation,
    x.map((value) => value - STEP),
    options,
  );
  const after = slopes(
    activation,
    x.map((value) => value + STEP),
    options,
  );
  const second = x.map((_, i) => {
    const slope = (after[i]! - before[i]!) / (2 * STEP);
    return Math.abs(slope) > JUMP ? Number.NaN : slope;
  });
  return { x, f: forward(activation, x, [points], options), first: slopes(activation, x, options), second };
}

/** The value of an activation at x, in double precision. */
export function forward(
  activation: AnyActivation,
  x: Float64Array,
  shape: readonly number[],
  options: Readonly<Record<string, unknown>>,
): Float64Array {
  return evaluate(activation, "forward", x, shape, options);
}

function slopes(
  activation: AnyActivation,
  x: Float64Array,
  options: Readonly<Record<string, unknown>>,
): Float64Array {
  return evaluate(activation, "backward", x, [x.length], options);
}

function evaluate(
  { definition, preset }: AnyActivation,
  pass: "forward" | "backward",
  data: Float64Array,
  shape: readonly number[],
  given: Readonly<Record<string, unknown>>,
): Float64Array {
  const x = new Tensor("float64", shape, data);
  const options = { ...requiredOptions(definition), ...preset, ...given };
  const dy =
    pass === "backward" ? { dy: new Tensor("float64", shape, new Float64Array(data.length).fill(1)) } : {};
  const [result] = evaluateRequest(toRequest({ definition, pass, x, ...dy, options }, "strict"));
  return result!.data as Float64Array;
}

function requiredOptions({ options }: AnyActivation["definition"]): Record<string, unknown> {
  const required = Object.entries(options).filter(
    ([, option]) => option.type === "tensor" && option.default === undefined,
  );
  return Object.fromEntries(required.map(([name]) => [name, SHOWN_WEIGHT]));
}

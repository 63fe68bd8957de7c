import type { KernelRequest } from "../backend/backend.js";
import type { Definition } from "../definition/definition.js";
import { tensorOptionsOf } from "../definition/options.js";
import { ActfnError } from "../errors/actfn-error.js";
import { partsOf } from "../request/geometry.js";
import { toRequest } from "../request/request.js";
import { cast } from "../tensor/cast.js";
import type { DType } from "../tensor/dtype.js";
import { tensor } from "../tensor/from.js";
import { sizeOf } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Use } from "./usage-log.js";

/** A small call that the default probe makes. */
export interface ProbeCall {
  readonly request: KernelRequest;
  /** As in a {@link Subject}: a row that holds NaN is told apart, since none of its elements may be a number. */
  readonly tag?: string;
}

const ordinary = [0, -0, 0.5, -0.5, 1, -1, 3, -3, 8, -8, 20, -20];

/** A number of each dtype that is subnormal in it, and the smallest that a result may be off. */
const subnormal: Readonly<Record<DType, number>> = {
  float32: 1e-40,
  float64: 1e-310,
  float16: 1e-6,
  bfloat16: 1e-40,
};
const smallest: Readonly<Record<DType, number>> = {
  float32: 2 ** -149,
  // What is subnormal in float64 is not promised.
  float64: 2 ** -1022,
  float16: 2 ** -24,
  bfloat16: 2 ** -133,
};

/**
 * The calls for one use. A pointwise activation is given the special numbers beside ordinary ones; one along an axis a row
 * of ordinary numbers, and one row for each kind of special number. None for the rare activation that takes no such input.
 */
export function probeCalls(use: Use): ProbeCall[] {
  const tiny = subnormal[use.dtype];
  const infinite = [Infinity, -Infinity];
  if (use.definition.domain.kind !== "axis") {
    return callOf(use, [...ordinary, Number.NaN, ...infinite, tiny, -tiny]);
  }
  const [, ...others] = ordinary;
  return [
    ...callOf(use, ordinary),
    ...callOf(use, [-Infinity, ...others]),
    ...callOf(use, [Infinity, ...others]),
    ...callOf(use, [tiny, -tiny, ...others.slice(1)]),
    ...callOf(use, [Number.NaN, ...others]).map((call) => ({ ...call, tag: "nan" })),
  ];
}

function callOf(
  { definition, options, pass, precision, dtype }: Use,
  values: readonly number[],
): ProbeCall[] {
  const isAlong = definition.domain.kind !== "pointwise";
  const length = isAlong ? values.length * partsOf(definition, options) : values.length;
  const shape = isAlong ? [...Array<number>((options["axis"] as number) + 1).keys()].map(() => 1) : [1];
  shape[shape.length - 1] = length;
  const filled = (of: readonly number[], at: (i: number) => number): Tensor =>
    cast(
      tensor(
        Float64Array.from({ length: sizeOf(of) }, (_, i) => at(i)),
        { shape: of },
      ),
      dtype,
    );
  const x = filled(shape, (i) => values[i % values.length] as number);
  const given = { ...requiredTensors(definition), ...options };
  try {
    const forward = toRequest({ definition, pass: "forward", x, options: given }, precision);
    if (pass === "forward") return [{ request: forward }];
    const dy = filled(forward.shapes[0] as readonly number[], (i) => 1 - 1.5 * (i % 2));
    return [{ request: toRequest({ definition, pass, x, dy, options: given }, precision) }];
  } catch (error) {
    if (ActfnError.isInstance(error)) return [];
    throw error;
  }
}

function requiredTensors(definition: Definition): Record<string, number> {
  const required = tensorOptionsOf(definition).filter(([, spec]) => spec.default === undefined);
  return Object.fromEntries(required.map(([name]) => [name, 0.25]));
}

/** Looser than any backend's promise: what it is after is a backend that is wrong, not one that rounds. */
function toleranceOf({ precision, dtype }: KernelRequest): number {
  if (dtype === "float16") return 2 ** -8;
  if (dtype === "bfloat16") return 2 ** -6;
  return precision === "strict" ? 2 ** -16 : 2 ** -10;
}

/**
 * Whether a result is the reference's but for rounding, and a number of the same kind: NaN, infinite or finite, and where
 * no sum decides it, zero or not and of the same sign.
 */
export function isAlike(got: number, want: number, request: KernelRequest, result: number): boolean {
  if (Object.is(got, want)) return true;
  if (!Number.isFinite(want) || !(Math.abs(got - want) <= toleranceOf(request) * Math.max(1, Math.abs(want))))
    return false;
  const { activation, pass, dtype } = request;
  if (pass !== "forward" || result > 0 || activation.domain.kind === "axis") return true;
  if (got !== 0 && want !== 0) return Math.sign(got) === Math.sign(want);
  return got !== want && Math.abs(got - want) <= smallest[dtype];
}

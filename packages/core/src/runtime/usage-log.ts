import type { KernelRequest, Pass, Precision } from "../backend/backend.js";
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import { BoundedMap } from "../request/bounded-map.js";
import { type Variant, variantOf } from "../request/variant.js";
import type { DType } from "../tensor/dtype.js";

/** One way in which an activation has been called. */
export interface Use {
  readonly definition: Definition;
  readonly options: ResolvedOptions;
  readonly pass: Pass;
  readonly precision: Precision;
  readonly dtype: DType;
}

/** The largest number of options objects that are kept; the oldest make room. */
const LIMIT = 128;

const dtypeBit: Readonly<Record<DType, number>> = { float32: 0, float64: 1, float16: 2, bfloat16: 3 };
const dtypes = Object.keys(dtypeBit) as DType[];

interface Seen {
  readonly definition: Definition;
  /** Those of the first such call. */
  readonly options: ResolvedOptions;
  /** A bit for each pass, precision and dtype. */
  ways: number;
}

/** Records which activations are called, with which options: what a new backend must support. */
export class UsageLog {
  // Options that one kernel serves are one use: another temperature on each call must not drive out what else is called.
  private readonly seen = new BoundedMap<Variant, Seen>(LIMIT);

  note({ activation, options, pass, precision, dtype }: KernelRequest): void {
    const bit = bitOf(pass, precision, dtype);
    const variant = variantOf(activation, options);
    const known = this.seen.get(variant);
    if (known !== undefined) {
      known.ways |= bit;
      return;
    }
    this.seen.set(variant, { definition: activation, options, ways: bit });
  }

  uses(): Use[] {
    return [...this.seen.values()].flatMap(({ definition, options, ways }) =>
      everyWay
        .filter((way) => (ways & bitOf(way.pass, way.precision, way.dtype)) !== 0)
        .map((way) => ({ definition, options, ...way })),
    );
  }
}

function bitOf(pass: Pass, precision: Precision, dtype: DType): number {
  return 1 << ((pass === "forward" ? 0 : 1) + (precision === "fast" ? 0 : 2) + 4 * dtypeBit[dtype]);
}

const everyWay: readonly Pick<Use, "pass" | "precision" | "dtype">[] = (
  ["forward", "backward"] as const
).flatMap((pass) =>
  (["fast", "strict"] as const).flatMap((precision) => dtypes.map((dtype) => ({ pass, precision, dtype }))),
);

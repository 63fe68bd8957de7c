import type {
  Comparison,
  Primitive,
  PrimitiveFamilies,
  PrimitiveFamily,
  ReductionFamily,
  ReductionPrimitive,
} from "../expression.js";
import arithmetic from "./arithmetic.js";
import comparison from "./comparison.js";
import exponential from "./exponential.js";
import gaussian from "./gaussian.js";
import type { ElementwiseRecord, Families, PrimitiveRecord } from "./record.js";
import reduction from "./reduction.js";
import trigonometric from "./trigonometric.js";

const families: Families = {
  ...comparison,
  ...arithmetic,
  ...exponential,
  ...gaussian,
  ...trigonometric,
  ...reduction,
};

interface Entry {
  readonly family: PrimitiveFamily;
  readonly record: PrimitiveRecord | ElementwiseRecord;
}

const entries: ReadonlyMap<string, Entry> = new Map(
  (Object.keys(families) as PrimitiveFamily[]).flatMap((family) =>
    Object.entries<PrimitiveRecord | ElementwiseRecord>(families[family]).map(
      ([op, record]) => [op, { family, record }] as const,
    ),
  ),
);

/** The names of all primitives. */
export const primitives: readonly Primitive[] = [...entries.keys()] as Primitive[];

/** Whether a name is a primitive's. */
export function isPrimitive(name: string): name is Primitive {
  return entries.has(name);
}

/** The record of a primitive. */
export function recordOf(op: Primitive): PrimitiveRecord | ElementwiseRecord {
  return (entries.get(op) as Entry).record;
}

/** The family of a primitive. */
export function familyOf(op: Primitive): PrimitiveFamily {
  return (entries.get(op) as Entry).family;
}

/** How many arguments a primitive has. */
export function arityOf(op: Primitive): number {
  return recordOf(op).make.length;
}

/** Whether a primitive compares two numbers. */
export function isComparison(op: Primitive): op is Comparison {
  return familyOf(op) === "comparison";
}

const reductions: ReadonlySet<PrimitiveFamily> = new Set<ReductionFamily>(["sum", "largest", "threshold"]);

/** Whether a primitive looks along the axis and gives one number to the row. */
export function isReduction(op: Primitive): op is ReductionPrimitive {
  return reductions.has(familyOf(op));
}

/** Whether a primitive searches a row for a threshold. */
export function isThreshold(op: Primitive): op is PrimitiveFamilies["threshold"] {
  return familyOf(op) === "threshold";
}

/** Whether a primitive costs less to compute again than to keep. */
export function isCheap(op: Primitive): boolean {
  const record = recordOf(op);
  return "cheap" in record && record.cheap;
}

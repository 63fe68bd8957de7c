import { type Definition, Tensor } from "@actfn/core";

/** The numbers beside x in the row of an activation along an axis. */
export const companions: readonly number[] = [1, 0, -1];

/** A row in which x takes the place `moving`; the other numbers are fixed. */
export interface Row {
  readonly fixed: readonly number[];
  readonly moving: number;
}

/** Returns the row in which x varies: [x, 1, 0, −1] along an axis; ones and then x for an activation of several parts. */
export function rowOf(definition: Definition): Row {
  if (definition.domain.kind === "axis") return { fixed: [0, ...companions], moving: 0 };
  const parts = partsOf(definition);
  return { fixed: new Array<number>(parts).fill(1), moving: parts - 1 };
}

/** Returns in words where x stands in the row, or undefined for a pointwise activation. */
export function rowLegend(definition: Definition): string | undefined {
  const { domain } = definition;
  if (domain.kind === "pointwise") return undefined;
  if (domain.kind === "axis")
    return `first result for the row (x, ${companions.join(", ").replace("-", "−")})`;
  const parts = partsOf(definition);
  if (parts === 1) return "first result for x";
  return parts === 2 ? "result for a = 1 and b = x" : `result for ${parts - 1} parts at 1 and the last at x`;
}

/** Returns dy that is 1 for the first result of each row and 0 for the others. */
export function gradientOfRow(y: Tensor, stride: number): Tensor<"float64"> {
  const data = new Float64Array(y.size).map((_, i) => (i % stride === 0 ? 1 : 0));
  return new Tensor("float64", y.shape, data);
}

function partsOf({ domain, options }: Definition): number {
  if (domain.kind !== "grouped") return 1;
  if (typeof domain.parts === "number") return domain.parts;
  const option = options[domain.parts];
  return option?.type === "number" ? option.default : 1;
}

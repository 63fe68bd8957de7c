import { isSelected, type Pass, type Precision } from "@actfn/core";
import { declarations } from "@actfn/core/float32";

/** The bound that the backend declares for an activation's float32 results where it is wider than the contract's, in ulp. */
export function declaredBound(activation: string, pass: Pass, precision: Precision): number | undefined {
  const call = { activation, pass, precision, dtype: "float32" } as const;
  return declarations.tolerances.filter(({ where }) => isSelected(where, call)).at(-1)?.ulp;
}

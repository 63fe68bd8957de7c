import { describeInaccuracy, type Inaccuracy } from "./inaccuracy.js";

/** The choice between float32 and double arithmetic. `P` is a program or a row plan. */
export interface Choice<P> {
  /** The float32 program; undefined if the strict one is to be run. */
  readonly fast: P | undefined;
  /** Why, in a sentence. It may compare the two programs the first time that it is called. */
  readonly reason: () => string;
}

/** The reason for a float32 kernel that is known to be accurate. */
export const ACCEPTED_BEFORE: string =
  "The float32 kernel is within the bound; that was measured when the package was built.";
/** The reason for a float32 kernel that was compared at run time. */
export const ACCEPTED_NOW: string =
  "The float32 kernel is within the bound; that was measured before the first call.";

/** A choice against float32, for a reason that is known. */
export function strictBecause(reason: string): Choice<never> {
  return strictFor(() => reason);
}

/** A choice against float32, for a reason that is found when it is asked for, once. */
export function strictFor(find: () => string): Choice<never> {
  let found: string | undefined;
  const reason = (): string => {
    found ??= find();
    return found;
  };
  return { fast: undefined, reason };
}

/** Why a float32 kernel is not used. */
export function reasonAgainst(inaccuracy: Inaccuracy | undefined): string {
  // Known kernels are compared without fused multiply-add; with it, another input may be the first one.
  return inaccuracy === undefined
    ? "The float32 kernel is inaccurate where the engine has no fused multiply-add."
    : describeInaccuracy(inaccuracy);
}

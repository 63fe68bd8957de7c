import {
  type Activation,
  type Expression,
  familyOf,
  max,
  min,
  operation,
  type PrimitiveFamily,
  primitives,
} from "@actfn/core";
import { customActivation } from "./custom.js";

const families: readonly PrimitiveFamily[] = ["exponential", "gaussian", "trigonometric"];

/** Sine and cosine keep their bounds up to here. */
const FARTHEST = 2 ** 23;

/**
 * Activations that are one primitive alone, such as `expAlone`: one for each primitive that backends compute by an elementary
 * function. Check a backend with them (`checkBackend(yours, { activations: primitiveActivations })`) to see which function is
 * inaccurate. The input of sine and cosine is clamped to ±2^23, where their bounds end.
 */
export const primitiveActivations: readonly Activation[] = primitives
  .filter((op) => families.includes(familyOf(op)))
  .map((op) => {
    const isPeriodic = op === "sin" || op === "cos";
    const clamped = (x: Expression): Expression => min(max(x, -FARTHEST), FARTHEST);
    return customActivation(`${op}Alone`, (x) => operation(op, isPeriodic ? clamped(x) : x));
  });

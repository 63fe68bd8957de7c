import { type Activation, makeActivation } from "../../activation/activation.js";
import { mul, sigmoid } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { type Gate, gateOption, valueAndGate } from "./gate-option.js";

/** Options of {@link glu}. */
export interface GluOptions {
  /** The axis that is cut in half; by default −1, the last. */
  readonly axis?: number;
  /** Which half goes through the sigmoid; by default `"second"`, as in PyTorch. */
  readonly gate?: Gate;
}

/**
 * The gated linear unit: f(a, b) = a · σ(b), where a and b are the halves of x along an axis.
 *
 * Shapes: the axis must have an even length and is halved in the output. Gradients: ∂f/∂a = σ(b), ∂f/∂b = a·σ(b)·σ(−b).
 * Throws an `AxisError` for an axis that x does not have or that cannot be halved.
 *
 * Source: Dauphin, Fan, Auli & Grangier 2016.
 */
export const glu: Activation<GluOptions> = makeActivation<GluOptions>({
  name: "glu",
  title: "GLU",
  summary: "One half of the features decides, through a sigmoid, how much of the other half passes.",
  family: "gated",
  domain: { kind: "grouped", parts: 2 },
  options: { axis: lastAxis, gate: gateOption },
  expression: ({ parts, gate }) => {
    const halves = valueAndGate(parts, gate);
    return mul(halves.value, sigmoid(halves.gate));
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    saturates: "none",
    cost: "exponential",
  },
});

import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, max, mul, where } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { type Gate, gateOption, inOrder, valueAndGate } from "./gate-option.js";

/** Options of {@link reglu}. */
export interface RegluOptions {
  /** The axis that is cut in half; by default −1, the last. */
  readonly axis?: number;
  /** Which half goes through the activation; by default `"second"`, as in PyTorch's GLU. */
  readonly gate?: Gate;
}

/**
 * The gated linear unit with ReLU: f(a, b) = a · max(b, 0), where a and b are the halves of x along an axis.
 *
 * Shapes: the axis must have an even length and is halved in the output. Gradients: ∂f/∂a = max(b, 0), ∂f/∂b = a where b > 0, otherwise 0.
 * Throws an `AxisError` for an axis that x does not have or that cannot be halved.
 *
 * Source: Shazeer 2020.
 */
export const reglu: Activation<RegluOptions> = makeActivation<RegluOptions>({
  name: "reglu",
  title: "ReGLU",
  summary: "GLU with ReLU as the gate.",
  family: "gated",
  domain: { kind: "grouped", parts: 2 },
  options: { axis: lastAxis, gate: gateOption },
  expression: ({ parts, gate }) => {
    const halves = valueAndGate(parts, gate);
    return mul(halves.value, max(halves.gate, 0));
  },
  stable: {
    backward: ({ parts, gate }) => {
      const halves = valueAndGate(parts, gate);
      return inOrder(gate, max(halves.gate, 0), where(greater(halves.gate, 0), halves.value, 0));
    },
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: false,
    smoothness: 0,
    zeroCentered: true,
    saturates: "none",
    cost: "trivial",
  },
});

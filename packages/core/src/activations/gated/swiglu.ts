import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, mul, neg, sigmoid } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { type Gate, gateOption, inOrder, valueAndGate } from "./gate-option.js";

/** Options of {@link swiglu}. */
export interface SwigluOptions {
  /** The axis that is cut in half; by default −1, the last. */
  readonly axis?: number;
  /** Which half goes through the activation; by default `"second"`, as in PyTorch's GLU. */
  readonly gate?: Gate;
}

/**
 * The gated linear unit with SiLU: f(a, b) = a · b · σ(b), where a and b are the halves of x along an axis.
 *
 * Shapes: the axis must have an even length and is halved in the output. Gradients: ∂f/∂a = silu(b), ∂f/∂b = a·silu′(b).
 * Throws an `AxisError` for an axis that x does not have or that cannot be halved.
 *
 * Source: Shazeer 2020.
 */
export const swiglu: Activation<SwigluOptions> = makeActivation<SwigluOptions>({
  name: "swiglu",
  title: "SwiGLU",
  summary: "GLU with SiLU as the gate: the feed-forward layer of most large language models.",
  family: "gated",
  domain: { kind: "grouped", parts: 2 },
  options: { axis: lastAxis, gate: gateOption },
  expression: ({ parts, gate }) => {
    const halves = valueAndGate(parts, gate);
    return mul(halves.value, mul(halves.gate, sigmoid(halves.gate)));
  },
  stable: {
    backward: ({ parts, gate }) => {
      const { value, gate: b } = valueAndGate(parts, gate);
      const slope = mul(sigmoid(b), add(1, mul(b, sigmoid(neg(b)))));
      return inOrder(gate, mul(b, sigmoid(b)), mul(value, slope));
    },
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

import { type Activation, makeActivation } from "../../activation/activation.js";
import { mul } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { gelu } from "../self-gated/gelu.js";
import { approximateOption, geluSlope, geluValue } from "../self-gated/gelu-forms.js";
import { type Gate, gateOption, inOrder, valueAndGate } from "./gate-option.js";

/** Options of {@link geglu}. */
export interface GegluOptions {
  /** The axis that is cut in half; by default −1, the last. */
  readonly axis?: number;
  /** Which half goes through the activation; by default `"second"`, as in PyTorch's GLU. */
  readonly gate?: Gate;
  /** Which GELU: `"none"` for the exact one, `"tanh"` for the approximation; by default `"none"`. */
  readonly approximate?: "none" | "tanh";
}

/**
 * The gated linear unit with GELU: f(a, b) = a · gelu(b), where a and b are the halves of x along an axis.
 *
 * Shapes: the axis must have an even length and is halved in the output. Gradients: ∂f/∂a = gelu(b), ∂f/∂b = a·gelu′(b).
 * Throws an `AxisError` for an axis that x does not have or that cannot be halved.
 *
 * Source: Shazeer 2020.
 */
export const geglu: Activation<GegluOptions> = makeActivation<GegluOptions>({
  name: "geglu",
  title: "GEGLU",
  summary: "GLU with GELU as the gate.",
  family: "gated",
  domain: { kind: "grouped", parts: 2 },
  options: { axis: lastAxis, gate: gateOption, approximate: approximateOption },
  expression: ({ parts, gate, approximate }) => {
    const halves = valueAndGate(parts, gate);
    return mul(halves.value, gelu(halves.gate, { approximate }));
  },
  stable: {
    forward: ({ parts, gate, approximate }) => {
      const halves = valueAndGate(parts, gate);
      return mul(halves.value, geluValue(halves.gate, approximate));
    },
    backward: ({ parts, gate, approximate }) => {
      const { value, gate: b } = valueAndGate(parts, gate);
      return inOrder(gate, geluValue(b, approximate), mul(value, geluSlope(b, approximate)));
    },
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    saturates: "none",
    cost: "several",
  },
});

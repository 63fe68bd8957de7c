import type { ChoiceOption } from "../../definition/definition.js";
import type { Expression, InputExpression } from "../../expression/expression.js";

/** Which half of the axis goes through the activation and gates the other. */
export type Gate = "first" | "second";

/** The option `gate` of the gated linear units. Frameworks disagree on it, so it is said aloud. */
export const gateOption: ChoiceOption<Gate> = {
  type: "choice",
  default: "second",
  choices: ["first", "second"],
  description: "Which half of the axis is the gate.",
};

/** The two halves as value and gate. */
export function valueAndGate(
  parts: readonly InputExpression[],
  gate: Gate,
): { value: InputExpression; gate: InputExpression } {
  const [first, second] = parts as readonly [InputExpression, InputExpression];
  return gate === "first" ? { value: second, gate: first } : { value: first, gate: second };
}

/** The gradients for value and gate in the order in which the halves lie. */
export function inOrder(gate: Gate, forValue: Expression, forGate: Expression): readonly Expression[] {
  return gate === "first" ? [forGate, forValue] : [forValue, forGate];
}

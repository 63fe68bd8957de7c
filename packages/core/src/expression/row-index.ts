import { type Expression, type InputExpression, input } from "./expression.js";
import { topological } from "./graph.js";
import { substitute } from "./substitute.js";

/** The letters that count along a row, from the outermost inwards. */
const letters = ["i", "j", "k", "l"];

/**
 * What a reduction reduces, as it is printed: whatever counts along the row (x_i, the noise g_i, the position i) counts
 * with the next letter, so that no sum inside a sum has its letter.
 */
export function overRow(argument: Expression): { readonly index: string; readonly body: Expression } {
  const inputs = topological([argument]).filter((node): node is InputExpression => node.kind === "input");
  const free = letters.find((letter) => inputs.some(({ tex }) => indexOf(tex) === letter)) ?? "i";
  const index = letters[letters.indexOf(free) + 1] ?? "m";
  const renamed = inputs.flatMap(({ name, tex }) =>
    tex !== undefined && indexOf(tex) === free
      ? [[name, input(name, tex.slice(0, -1) + index)] as const]
      : [],
  );
  return { index, body: substitute(argument, Object.fromEntries(renamed)) };
}

function indexOf(tex: string | undefined): string | undefined {
  return /(?:^|_)([a-z])$/.exec(tex ?? "")?.[1];
}

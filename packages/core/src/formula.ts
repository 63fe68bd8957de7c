import type { AnyActivation } from "./activation.js";
import { bindSymbols } from "./binding.js";
import { differentiate } from "./expression/differentiate.js";
import type { Expression } from "./expression/expression.js";
import { simplify } from "./expression/simplify.js";
import { toTex } from "./expression/tex.js";
import { tidy } from "./expression/tidy.js";
import { resolveOptions } from "./options.js";

/** Deep enough for every default axis; a formula has no shape. */
const anyShape = [1, 1, 1, 1];

/**
 * An activation's formula as TeX, with its options as symbols (α, β …), or that of its `order`-th derivative by x.
 * A grouped or an axis activation has a formula only: order 0. Words among the options, such as GELU's
 * `approximate`, choose the formula; give them in `activation.with(…)`.
 */
export function formula(activation: AnyActivation, order = 0): string {
  const { definition, preset } = activation;
  const bindings = bindSymbols(definition, resolveOptions(definition, preset, anyShape));
  const printed = [definition.expression(bindings)].flat() as Expression[];
  if (order === 0) return printed.map((part) => toTex(simplify(part))).join(",\\; ");
  let derivative = printed[0] as Expression;
  for (let i = 0; i < order; i++) derivative = differentiate(derivative, bindings.x);
  return toTex(tidy(derivative));
}

import type * as program from "../index.js";
import { fast } from "./coefficients.js";
import { LOWERED, liftedExp, reduced } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

/**
 * E/(E + 2) with E = expm1(2a) = 2ⁿ · f − (1 − 2ⁿ), where e^2a = 2ⁿ · (1 + f). Nothing cancels for either sign of a, and −0 goes
 * through: whatever it meets is taken from it.
 */
export function tanh(b: Builder, a: Value): Value {
  const reach = b.constant(10);
  const held = b.min(b.max(a, b.neg(reach)), reach);
  const { biased, r } = reduced(b, held, { factor: 2 });
  const doubled = fast.expm1OverR.map((c, k) => c * 2 ** (k + 1));
  const f = b.mul(r, b.polynomial(r, doubled));
  const scale = b.exponential(biased);
  const e = b.sub(b.mul(scale, f), b.sub(b.constant(1), scale));
  return b.div(e, b.add(e, b.constant(2)));
}

/** 2e/(1 + e²) with e = e^−|a|. */
export function sech(b: Builder, a: Value): Value {
  const lifted = liftedExp(b, b.neg(b.abs(a)));
  const e = b.mul(lifted, b.constant(LOWERED));
  return b.mul(b.div(lifted, b.add(b.mul(e, e), b.constant(1))), b.constant(2 * LOWERED));
}

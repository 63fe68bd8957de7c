import type { program } from "@actfn/core";
import { LOWERED, liftedExp, power } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

/** −E/(E + 2) with E = expm1(−2|a|), and a's sign. */
export function tanh(b: Builder, a: Value): Value {
  const held = b.max(b.mul(b.constant(-2), b.abs(a)), b.constant(-20));
  const { biased, fraction } = power(b, held);
  const scale = b.exponential(biased);
  const e = b.add(b.mul(scale, fraction), b.sub(scale, b.constant(1)));
  return b.copysign(b.div(e, b.add(e, b.constant(2))), a);
}

/** 2e/(1 + e²) with e = e^−|a|. */
export function sech(b: Builder, a: Value): Value {
  const lifted = liftedExp(b, b.neg(b.abs(a)));
  const e = b.mul(lifted, b.constant(LOWERED));
  return b.mul(b.div(lifted, b.add(b.mul(e, e), b.constant(1))), b.constant(2 * LOWERED));
}

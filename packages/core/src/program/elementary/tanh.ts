import type { Builder, Value } from "../builder.js";
import { exp, expm1 } from "./exp.js";
import type { Level } from "./level.js";

/** E/(E + 2) with E = expm1(−2|a|), and a's sign: nothing cancels, tiny arguments stay themselves. */
export function tanh(b: Builder, a: Value, level: Level): Value {
  const e = expm1(b, minusTwice(b, a), level);
  return b.copysign(b.div(e, b.add(e, b.constant(2))), a);
}

/** 2e/(1 + e²) with e = e^−|a|. */
export function sech(b: Builder, a: Value, level: Level): Value {
  const e = exp(b, b.neg(b.abs(a)), level);
  return b.div(b.add(e, e), b.add(b.mul(e, e), b.constant(1)));
}

/** sech²(a), the derivative of tanh: 4e/(1 + e)² with the e = e^−2|a| that tanh has already. */
export function sechSquared(b: Builder, a: Value, level: Level): Value {
  const e = exp(b, minusTwice(b, a), level);
  const sum = b.add(b.constant(1), e);
  return b.div(b.mul(b.constant(4), e), b.mul(sum, sum));
}

function minusTwice(b: Builder, a: Value): Value {
  return b.mul(b.constant(-2), b.abs(a));
}

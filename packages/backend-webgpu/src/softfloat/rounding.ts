/**
 * Doubles as pairs of words, and how one is taken apart and put together with one rounding, to nearest and to even at a tie.
 * Subnormal numbers are numbers like all others. NaN comes out of arithmetic as one quiet NaN.
 *
 * Every operation gives an `Unrounded`: either a number that is `done`, or a sign, an exponent and a fraction. One place in a
 * shader rounds for all operations, since compilers write a function out wherever it is called.
 */
export const rounding = `
const SIGN = 0x80000000u;
const INFINITY = 0x7ff00000u;
const NAN = vec2u(0u, 0x7ff80000u);
const ZERO = vec2u(0u, 0u);

struct Unrounded { done: bool, sign: u32, exponent: i32, fraction: vec2u }
fn done(a: vec2u) -> Unrounded { return Unrounded(true, 0u, 0, a); }
// The number fraction * 2^(exponent - 1084); a fraction of 0 is a zero of the sign.
fn unrounded(sign: u32, exponent: i32, fraction: vec2u) -> Unrounded {
  return Unrounded((fraction.x | fraction.y) == 0u, sign, exponent, select(fraction, vec2u(0u, sign), (fraction.x | fraction.y) == 0u));
}

fn isNaN(a: vec2u) -> bool { let m = a.y & 0x7fffffffu; return m > INFINITY || (m == INFINITY && a.x != 0u); }
fn isInfinite(a: vec2u) -> bool { return (a.y & 0x7fffffffu) == INFINITY && a.x == 0u; }
fn isZero(a: vec2u) -> bool { return ((a.y << 1u) | a.x) == 0u; }

// The exponent field; a subnormal number has that of the smallest normal one.
fn exponentField(a: vec2u) -> i32 { return max(i32((a.y >> 20u) & 0x7ffu), 1); }
// The fraction with its leading one at bit 52, if it has one.
fn fractionOf(a: vec2u) -> vec2u {
  return vec2u(a.x, (a.y & 0xfffffu) | (u32((a.y & INFINITY) != 0u) << 20u));
}
struct Normal { exponent: i32, fraction: vec2u }
// A finite number that is not 0, with its leading one at bit 52.
fn normal(a: vec2u) -> Normal {
  let fraction = fractionOf(a);
  let shift = leadingZeros(fraction) - 11u;
  return Normal(exponentField(a) - i32(shift), shiftLeft(fraction, shift));
}

fn rounded(a: Unrounded) -> vec2u {
  if (a.done) { return a.fraction; }
  // The leading one goes to bit 62, ten bits above the last that is kept; below the normal numbers it goes as far down as is needed.
  let zeros = leadingZeros(a.fraction);
  var exponent = a.exponent + 1 - i32(zeros);
  let down = u32(zeros == 0u) + u32(max(-exponent, 0));
  exponent = max(exponent, 0);
  let fraction = shiftRight(shiftLeft(a.fraction, max(zeros, 1u) - 1u), down);
  let up = sum(fraction, vec2u(0x200u, 0u));
  var kept = vec2u((up.x >> 10u) | (up.y << 22u), up.y >> 10u);
  if ((fraction.x & 0x3ffu) == 0x200u) { kept.x &= 0xfffffffeu; }
  // A leading one adds 1 to the exponent field, and a carry one more.
  let high = (u32(exponent) << 20u) + kept.y;
  if (high >= INFINITY) { return vec2u(0u, a.sign | INFINITY); }
  return vec2u(kept.x, a.sign | high);
}
`;

/** The sum of IEEE 754, and with the other sign of `b` the difference. */
export const addition = `
fn add(a: vec2u, b: vec2u) -> Unrounded {
  if (isNaN(a) || isNaN(b)) { return done(NAN); }
  let exchanged = isBelow(vec2u(a.x, a.y & ~SIGN), vec2u(b.x, b.y & ~SIGN));
  let large = select(a, b, exchanged);
  let small = select(b, a, exchanged);
  let differ = ((a.y ^ b.y) & SIGN) != 0u;
  if (isInfinite(large)) { return done(select(large, NAN, differ && isInfinite(small))); }
  let exponent = exponentField(large);
  let fraction = shiftLeft(fractionOf(large), 9u);
  let aligned = shiftRight(shiftLeft(fractionOf(small), 9u), u32(exponent - exponentField(small)));
  let total = select(sum(fraction, aligned), subtract(fraction, aligned), differ);
  // What cancels is +0; zeros of one sign keep it.
  let sign = select(large.y & SIGN, a.y & b.y & SIGN, (total.x | total.y) == 0u);
  return unrounded(sign, exponent, total);
}
`;

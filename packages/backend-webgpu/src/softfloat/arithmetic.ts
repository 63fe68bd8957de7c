/** The product, quotient and square root of IEEE 754. */
export const arithmetic = `
fn multiply(a: vec2u, b: vec2u) -> Unrounded {
  let sign = (a.y ^ b.y) & SIGN;
  if (isNaN(a) || isNaN(b)) { return done(NAN); }
  let infinite = isInfinite(a) || isInfinite(b);
  if (isZero(a) || isZero(b)) { return done(select(vec2u(0u, sign), NAN, infinite)); }
  if (infinite) { return done(vec2u(0u, sign | INFINITY)); }
  let m = normal(a);
  let n = normal(b);
  let p = shiftLeft(m.fraction, 10u);
  let q = shiftLeft(n.fraction, 11u);
  // The upper 64 of 128 bits, with a note in the lowest one whether others are set.
  let low = product(p.x, q.x);
  let cross = product(p.x, q.y);
  let other = product(p.y, q.x);
  let first = cross.x + other.x;
  let second = first + low.y;
  let carries = u32(first < cross.x) + u32(second < first);
  var high = sum(product(p.y, q.y), sum(vec2u(cross.y, 0u), vec2u(other.y, 0u)));
  high = sum(high, vec2u(carries, 0u));
  high.x |= u32((second | low.x) != 0u);
  return unrounded(sign, m.exponent + n.exponent - 1023, high);
}

fn divide(a: vec2u, b: vec2u) -> Unrounded {
  let sign = (a.y ^ b.y) & SIGN;
  if (isNaN(a) || isNaN(b)) { return done(NAN); }
  if (isInfinite(a)) { return done(select(vec2u(0u, sign | INFINITY), NAN, isInfinite(b))); }
  if (isInfinite(b)) { return done(vec2u(0u, sign)); }
  if (isZero(b)) { return done(select(vec2u(0u, sign | INFINITY), NAN, isZero(a))); }
  if (isZero(a)) { return done(vec2u(0u, sign)); }
  let m = normal(a);
  let n = normal(b);
  var rest = m.fraction;
  var quotient = ZERO;
  // 56 bits, of which the first may be 0, and a note whether anything is left.
  for (var i = 0u; i < 56u; i++) {
    quotient = vec2u(quotient.x << 1u, (quotient.y << 1u) | (quotient.x >> 31u));
    if (!isBelow(rest, n.fraction)) { rest = subtract(rest, n.fraction); quotient.x |= 1u; }
    rest = vec2u(rest.x << 1u, (rest.y << 1u) | (rest.x >> 31u));
  }
  quotient = vec2u(quotient.x << 1u, (quotient.y << 1u) | (quotient.x >> 31u));
  quotient.x |= u32((rest.x | rest.y) != 0u);
  return unrounded(sign, m.exponent - n.exponent + 1022 + 6, quotient);
}

fn squareRoot(a: vec2u) -> Unrounded {
  if (isNaN(a)) { return done(NAN); }
  if (isZero(a)) { return done(a); }
  if ((a.y & SIGN) != 0u) { return done(NAN); }
  if (isInfinite(a)) { return done(a); }
  let m = normal(a);
  let exponent = m.exponent - 1023;
  let odd = u32(exponent & 1);
  // A number from 1 to 4 with its units at bits 62 and 63, of which each turn takes two bits, and then zeros.
  var number = shiftLeft(m.fraction, 10u + odd);
  var rest = ZERO;
  var root = ZERO;
  for (var i = 0u; i < 56u; i++) {
    rest = vec2u((rest.x << 2u) | (number.y >> 30u), (rest.y << 2u) | (rest.x >> 30u));
    number = vec2u(number.x << 2u, (number.y << 2u) | (number.x >> 30u));
    let trial = vec2u((root.x << 2u) | 1u, (root.y << 2u) | (root.x >> 30u));
    root = vec2u(root.x << 1u, (root.y << 1u) | (root.x >> 31u));
    if (!isBelow(rest, trial)) { rest = subtract(rest, trial); root.x |= 1u; }
  }
  root = vec2u(root.x << 1u, (root.y << 1u) | (root.x >> 31u));
  root.x |= u32((rest.x | rest.y) != 0u);
  return unrounded(0u, (exponent - i32(odd)) / 2 + 1022 + 6, root);
}
`;

/** Comparisons, and what is chosen by them. A mask is 1 or 0 in the low word. */
export const comparison = `
fn less(a: vec2u, b: vec2u) -> bool {
  if (isNaN(a) || isNaN(b) || (isZero(a) && isZero(b))) { return false; }
  let negative = (a.y & SIGN) != 0u;
  if (negative != ((b.y & SIGN) != 0u)) { return negative; }
  return select(isBelow(a, b), isBelow(b, a), negative);
}
fn equal(a: vec2u, b: vec2u) -> bool {
  return !isNaN(a) && !isNaN(b) && (all(a == b) || (isZero(a) && isZero(b)));
}
fn mask(holds: bool) -> vec2u { return vec2u(u32(holds), 0u); }
`;

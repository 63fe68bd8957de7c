/**
 * Numbers of 64 bits as two words, `x` the low one and `y` the high one. WGSL defines operations on words exactly, so that every
 * device gives the same bits. A shift of a word by 32 does not exist there: shifts that may be that long are done in two steps.
 */
export const words = `
fn shiftLeft(a: vec2u, n: u32) -> vec2u { // n below 64
  if (n >= 32u) { return vec2u(0u, a.x << (n - 32u)); }
  return vec2u(a.x << n, (a.y << n) | ((a.x >> 1u) >> (31u - n)));
}
// Whatever falls off is kept in the lowest bit, which is enough to round by.
fn shiftRight(a: vec2u, n: u32) -> vec2u {
  if (n >= 64u) { return vec2u(u32((a.x | a.y) != 0u), 0u); }
  if (n >= 32u) {
    let m = n - 32u;
    return vec2u((a.y >> m) | u32(a.x != 0u || ((a.y << 1u) << (31u - m)) != 0u), 0u);
  }
  return vec2u((a.x >> n) | ((a.y << 1u) << (31u - n)) | u32(((a.x << 1u) << (31u - n)) != 0u), a.y >> n);
}
fn sum(a: vec2u, b: vec2u) -> vec2u { let x = a.x + b.x; return vec2u(x, a.y + b.y + u32(x < a.x)); }
fn subtract(a: vec2u, b: vec2u) -> vec2u { return vec2u(a.x - b.x, a.y - b.y - u32(a.x < b.x)); }
fn isBelow(a: vec2u, b: vec2u) -> bool { return a.y < b.y || (a.y == b.y && a.x < b.x); }
fn leadingZeros(a: vec2u) -> u32 {
  return select(countLeadingZeros(a.y), 32u + countLeadingZeros(a.x), a.y == 0u);
}
fn product(a: u32, b: u32) -> vec2u { // all 64 bits of it
  let al = a & 0xffffu; let ah = a >> 16u; let bl = b & 0xffffu; let bh = b >> 16u;
  let ll = al * bl; let lh = al * bh; let hl = ah * bl;
  let middle = (ll >> 16u) + (lh & 0xffffu) + (hl & 0xffffu);
  return vec2u((ll & 0xffffu) | (middle << 16u), ah * bh + (lh >> 16u) + (hl >> 16u) + (middle >> 16u));
}
`;

/** Numbers of other formats as doubles, and a double as a float32 with one rounding; subnormal float32s are kept. */
export const conversion = `
fn fromInteger(n: i32) -> Unrounded { return unrounded(u32(n) & SIGN, 1084, vec2u(u32(abs(n)), 0u)); }
fn fromCount(n: u32) -> Unrounded { return unrounded(0u, 1084, vec2u(n, 0u)); }
fn fromSingle(a: u32) -> Unrounded {
  let sign = a & SIGN;
  let exponent = (a >> 23u) & 0xffu;
  let fraction = a & 0x7fffffu;
  if (exponent == 0u) { return unrounded(sign, 1084 - 149, vec2u(fraction, 0u)); }
  if (exponent < 255u) { return done(vec2u(fraction << 29u, sign | ((exponent + 896u) << 20u) | (fraction >> 3u))); }
  return done(select(NAN, vec2u(0u, sign | INFINITY), fraction == 0u));
}
fn toSingle(a: vec2u) -> u32 {
  let sign = a.y & SIGN;
  if (isNaN(a)) { return 0x7fc00000u; }
  let exponent = i32((a.y >> 20u) & 0x7ffu) - 896;
  if (exponent > 254) { return sign | 0x7f800000u; }
  // 24 bits of the high word are kept; a carry goes into the exponent, at last into that of infinity.
  let fraction = shiftRight(shiftLeft(fractionOf(a), 10u), u32(max(1 - exponent, 0)));
  var kept = (fraction.y + 0x40u) >> 7u;
  if ((fraction.y & 0x7fu) == 0x40u && fraction.x == 0u) { kept &= 0xfffffffeu; }
  return sign | ((u32(max(exponent, 1) - 1) << 23u) + kept);
}
`;

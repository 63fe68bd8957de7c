/**
 * Quotients and roots that are correctly rounded on a device whose own are not: WGSL allows 2.5 units in the last place. The
 * device's result is an estimate; the remainder of it is exact in integers modulo 2^32, and says by how much it is off. Subnormal
 * operands and results are right too, since no float arithmetic is left in them.
 */
export const CORRECTED = `
struct Parts { mantissa: u32, exponent: i32 }
fn parts32(x: u32) -> Parts {
  if (x >= 0x800000u) { return Parts((x & 0x7fffffu) | 0x800000u, i32(x >> 23u)); }
  let shift = countLeadingZeros(x) - 8u;
  return Parts(x << shift, 1 - i32(shift));
}
fn quotient32(a: u32, b: u32, zero: u32) -> u32 {
  let sign = (a ^ b) & 0x80000000u;
  let x = a & 0x7fffffffu;
  let y = b & 0x7fffffffu;
  if (x > 0x7f800000u || y > 0x7f800000u || (x == y && (x == 0u || x == 0x7f800000u))) { return 0x7fc00000u; }
  if (x == 0x7f800000u || y == 0u) { return sign | 0x7f800000u; }
  if (y == 0x7f800000u || x == 0u) { return sign; }
  let p = parts32(x);
  let q = parts32(y);
  let shift = select(0u, 1u, p.mantissa < q.mantissa);
  let m = p.mantissa << shift;
  let d = q.mantissa;
  let e = p.exponent - q.exponent - i32(shift) + 127;
  let estimate = bitcast<u32>(f32(m) / f32(d ^ zero)) ^ zero;
  var result = u32(bitcast<f32>(estimate) * 16777216.0);
  var rest = bitcast<i32>((m << 24u) - result * d);
  for (var i = 0; i < 12; i++) {
    if (rest < 0) { result -= 1u; rest += i32(d); } else if (rest >= i32(d)) { result += 1u; rest -= i32(d); }
  }
  if (e >= 255) { return sign | 0x7f800000u; }
  let drop = u32(clamp(2 - e, 1, 26));
  let kept = result >> drop;
  let lost = result & ((1u << drop) - 1u);
  let half = 1u << (drop - 1u);
  let up = lost > half || (lost == half && (rest != 0 || (kept & 1u) == 1u));
  return sign | ((u32(max(e - 1, 0)) << 23u) + kept + select(0u, 1u, up));
}
fn root32(a: u32, zero: u32) -> u32 {
  if ((a & 0x7fffffffu) == 0u || a == 0x7f800000u) { return a; }
  if (a > 0x7f800000u) { return 0x7fc00000u; }
  let p = parts32(a);
  let odd = (p.exponent - 127) & 1;
  let m = p.mantissa << u32(odd);
  let e = (p.exponent - 127 - odd) / 2 + 127;
  let estimate = bitcast<u32>(sqrt(f32(m ^ zero) * 0.00000011920928955078125)) ^ zero;
  var result = u32(bitcast<f32>(estimate) * 16777216.0);
  var rest = bitcast<i32>((m << 25u) - result * result);
  for (var i = 0; i < 12; i++) {
    if (rest < 0) { result -= 1u; rest += i32(2u * result + 1u); }
    else if (rest > i32(2u * result)) { rest -= i32(2u * result + 1u); result += 1u; }
  }
  let kept = result >> 1u;
  let up = (result & 1u) == 1u && (rest != 0 || (kept & 1u) == 1u);
  return (u32(e - 1) << 23u) + kept + select(0u, 1u, up);
}
`;

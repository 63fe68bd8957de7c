const view = new DataView(new ArrayBuffer(8));

/** The number that a float16 bit pattern stands for; exact, since every float16 is a double. */
export function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Rounds a double once, to the nearest float16 and to even at a tie, and returns its bit pattern. Values beyond
 * 65,520 become an infinity; results below 2^-24 become subnormals or a zero that keeps its sign.
 */
export function numberToFloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  view.setFloat64(0, value);
  const sign = (view.getUint8(0) & 0x80) << 8;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
  const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
  const scaled = roundToEven((magnitude / 2 ** exponent) * 1024);
  return sign | (((exponent + 15) << 10) + scaled - 1024);
}

/** The nearest integer, even at a tie, of a number below 2^51: adding 2^52 leaves no room for a fraction. */
function roundToEven(value: number): number {
  return value + 2 ** 52 - 2 ** 52;
}

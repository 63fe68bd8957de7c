const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The number that a bfloat16 bit pattern stands for; exact, since a bfloat16 is the upper half of a float32. */
export function bfloat16ToNumber(pattern: number): number {
  bits[0] = pattern << 16;
  return float[0] as number;
}

/**
 * Rounds a double once, to the nearest bfloat16 and to even at a tie, and returns its bit pattern. Values from
 * (2 − 2^-8) · 2^127 on become an infinity; results below 2^-126 become subnormals or a zero that keeps its sign.
 */
export function numberToBfloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  float[0] = value;
  const nearest = float[0];
  let word = bits[0] as number;
  // Rounded to odd, a float32 has digits enough to be rounded a second time as if it were the first.
  if (nearest !== value && (word & 1) === 0) word += Math.abs(nearest) > Math.abs(value) ? -1 : 1;
  return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
}

/** Doubles at which arithmetic that is not quite right shows it: ends of ranges, their neighbors, and numbers without a value. */
export const edges: readonly number[] = [
  0,
  Number.MIN_VALUE,
  2 ** -1074 * 3,
  2 ** -1022 - 2 ** -1074,
  2 ** -1022,
  2 ** -1022 + 2 ** -1074,
  2 ** -1021,
  2 ** -538,
  2 ** -537 * 1.5,
  2 ** -149,
  2 ** -126,
  2 ** -53,
  2 ** -52,
  0.1,
  0.5,
  1 - 2 ** -53,
  1,
  1 + 2 ** -52,
  1.5,
  2 - 2 ** -52,
  3,
  2 ** 24 + 1,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  1.5 * 2 ** 52,
  3.4028234663852886e38,
  2 ** 128,
  2 ** 512,
  2 ** 1023,
  Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
]
  .flatMap((value) => [value, -value])
  .concat(Number.NaN);

/**
 * Numbers of a seed: a quarter of every size, subnormal ones among them; a quarter subnormal or close to it, where products and quotients
 * of ordinary numbers end; the others from 2^-30 to 2^30. A third have few bits, so that sums and products end halfway between two
 * doubles; a fifth lie next to the number of the seed before at the same place, so that differences cancel. As `words`, 32 random bits.
 */
export function numbers(seed: number, count: number, kind: "doubles" | "words" = "doubles"): Float64Array {
  const random = generator(seed);
  const before = generator(seed - 1);
  const values = new Float64Array(count);
  const words = new Uint32Array(values.buffer);
  const draw = (i: number, next: () => number): readonly [number, number] => {
    const [low, high, size, sign] = [next(), next(), next(), next()];
    const sizes = [size % 2047, size % 60, 993 + (size % 60), 993 + (size % 60)];
    const isSparse = i % 3 === 0;
    const fraction = isSparse ? [low & 0xc0000000, high & 0xc0001] : [low, high & 0xfffff];
    const exponent = sizes[i % 4] as number;
    return [fraction[0] as number, ((sign & 1) << 31) | (exponent << 20) | (fraction[1] as number)];
  };
  for (let i = 0; i < count; i++) {
    if (kind === "words") {
      values[i] = random();
      continue;
    }
    const mine = draw(i, random);
    const neighbor = draw(i, before);
    const isNear = i % 5 === 0;
    words[2 * i] = isNear ? neighbor[0] ^ (mine[0] & 7) : mine[0];
    words[2 * i + 1] = isNear ? neighbor[1] ^ ((mine[1] & 1) << 31) : mine[1];
  }
  return values;
}

/** A linear congruential generator of words, whose upper bits are mixed into the lower ones. */
function generator(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state ^ (state >>> 15)) >>> 0;
  };
}

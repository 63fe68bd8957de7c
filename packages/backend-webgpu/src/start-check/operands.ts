/** Pairs of numbers at which a device is tried. */
export interface Operands {
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Numbers that arithmetic treats in its own way, and those next to them. */
const special = [
  0,
  -0,
  1,
  -1,
  3,
  1 / 3,
  2 ** -126,
  -(2 ** -126),
  2 ** -149,
  2 ** -127,
  -(2 ** -140),
  1 - 2 ** -24,
  1 + 2 ** -23,
  2 ** 23,
  2 ** 24 - 1,
  3.4028234663852886e38,
  -3.4028234663852886e38,
  1e20,
  1e-20,
  Infinity,
  -Infinity,
  NaN,
];

/** Every pair of special numbers, then drawn ones: first of any exponent, then near each other, where sums round and cancel. */
export function operands(count: number): Operands {
  const pairs = special.flatMap((x) => special.map((y): [number, number] => [x, y]));
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const signed = (): number => (random() < 0.5 ? -1 : 1) * (1 + random());
  while (pairs.length < count) {
    const isWide = pairs.length % 2 === 0;
    const [p, q] = isWide
      ? [240 * random() - 120, 240 * random() - 120]
      : [8 * random() - 4, 8 * random() - 4];
    pairs.push([signed() * 2 ** Math.round(p), signed() * 2 ** Math.round(q)]);
  }
  return { a: Float32Array.from(pairs, ([x]) => x), b: Float32Array.from(pairs, ([, y]) => y) };
}

/** A generator of random numbers. The same seed gives the same numbers. */
export interface Random {
  /** A number in [0, 1). */
  uniform(): number;
  /** A number of the standard normal distribution. */
  normal(): number;
  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Uint32Array;
}

/** Random numbers by mulberry32: 32 bits of state, good enough for weights and shuffles. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: (n) => {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}

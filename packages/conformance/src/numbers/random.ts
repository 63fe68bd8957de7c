/** Numbers that are the same in every run with the same seed. */
export interface Random {
  /** 32 random bits. */
  bits(): number;
  /** A number from 0 to 1, 1 excluded. */
  unit(): number;
  /** An integer from 0 to n − 1. */
  below(n: number): number;
  /** A number of the standard normal distribution. */
  normal(): number;
}

/** A generator of its own for a seed (splitmix32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const bits = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const unit = (): number => bits() / 2 ** 32;
  return {
    bits,
    unit,
    below: (n) => Math.floor(unit() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  };
}

/** A seed for a name, so that each check has numbers of its own. */
export function seedOf(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

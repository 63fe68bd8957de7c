/**
 * How fast a positive quantity grows as x → ∞, as the logarithm of it: a sum of multiples of atoms, each of which grows
 * without bound, the fastest first. The growth of 1 is the empty sum, that of x² is 2·log x, that of e^(−x) is −x.
 */
export type Growth = readonly Part[];

interface Part {
  readonly factor: number;
  readonly atom: Atom;
}

/** x (depth 0), log x (depth 1), log log x, …, or the exponential of a growth. */
export type Atom = { readonly depth: number } | { readonly exponent: Growth };

/** The growth of constants. */
export const steady: Growth = [];
/** The growth of x. */
export const linear: Growth = [{ factor: 1, atom: { depth: 1 } }];

/** The growth of a product. */
export function plus(a: Growth, b: Growth): Growth {
  const sum: Part[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [first, second] = [a[i], b[j]];
    const order = first === undefined ? -1 : second === undefined ? 1 : compareAtoms(first.atom, second.atom);
    if (order > 0) sum.push(a[i++] as Part);
    else if (order < 0) sum.push(b[j++] as Part);
    else {
      const [p, q] = [a[i++] as Part, b[j++] as Part];
      const factor = p.factor + q.factor;
      const isCancelled = Math.abs(factor) <= 1e-12 * Math.max(Math.abs(p.factor), Math.abs(q.factor));
      if (!isCancelled) sum.push({ factor, atom: p.atom });
    }
  }
  return sum;
}

/** The growth of a power. */
export function times(a: Growth, power: number): Growth {
  return power === 0 ? steady : a.map(({ factor, atom }) => ({ factor: factor * power, atom }));
}

/** 1 where a quantity of this growth goes to infinity, −1 where it goes to 0, 0 where it does neither. */
export function directionOf(a: Growth): number {
  return a[0] === undefined ? 0 : Math.sign(a[0].factor);
}

/** Above 0 where a grows faster than b, below 0 where slower, 0 where they are the same. */
export function compare(a: Growth, b: Growth): number {
  return directionOf(plus(a, times(b, -1)));
}

/** A quantity that goes to infinity with a growth, as an atom. */
export function atomOf(growth: Growth): Atom {
  const [only] = growth;
  const isLogarithm =
    growth.length === 1 && only?.factor === 1 && "depth" in only.atom && only.atom.depth > 0;
  return isLogarithm ? { depth: (only as { atom: { depth: number } }).atom.depth - 1 } : { exponent: growth };
}

/** The growth of an atom. */
export function growthOf(atom: Atom): Growth {
  return "depth" in atom ? [{ factor: 1, atom: { depth: atom.depth + 1 } }] : atom.exponent;
}

function compareAtoms(a: Atom, b: Atom): number {
  if ("depth" in a && "depth" in b) return b.depth - a.depth;
  return compare(growthOf(a), growthOf(b));
}

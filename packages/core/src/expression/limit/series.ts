import { atomOf, compare, directionOf, type Growth, growthOf, plus, steady, times } from "./growth.js";

/**
 * What an expression is as x → ∞: the sum of its fastest growing terms, the fastest first, and how fast what is left out may
 * grow, where anything is. A series without terms and with nothing left out is 0, whose sign is kept.
 */
export interface Series {
  readonly terms: readonly Term[];
  readonly rest: Growth | undefined;
  readonly isNegativeZero: boolean;
}

interface Term {
  readonly factor: number;
  readonly growth: Growth;
}

/** A series, or undefined where it cannot be told. */
export type Known = Series | undefined;

/** Terms that are kept: what cancels more than these cannot be told. */
const MOST_TERMS = 6;

/** One term. */
export function term(factor: number, growth: Growth): Known {
  if (!Number.isFinite(factor)) return undefined;
  if (factor === 0) return { terms: [], rest: undefined, isNegativeZero: Object.is(factor, -0) };
  return { terms: [{ factor, growth }], rest: undefined, isNegativeZero: false };
}

/** A number. */
export function number(value: number): Known {
  return term(value, steady);
}

/** Whether a series is exactly 0. */
export function isZero({ terms, rest }: Series): boolean {
  return terms.length === 0 && rest === undefined;
}

/** Whether a series is a number, the same for every x. */
export function isNumber({ terms, rest }: Series): boolean {
  return rest === undefined && terms.every(({ growth }) => growth.length === 0);
}

/** 1, 0 or −1; undefined where it cannot be told. */
export function signOf({ terms, rest }: Series): number | undefined {
  const [lead] = terms;
  if (lead !== undefined) return Math.sign(lead.factor);
  return rest === undefined ? 0 : undefined;
}

/** The limit; NaN where more cancels than the series tells. */
export function limitOf(series: Series): number {
  const [lead] = series.terms;
  if (lead === undefined) {
    if (series.rest !== undefined && directionOf(series.rest) >= 0) return Number.NaN;
    return series.isNegativeZero ? -0 : 0;
  }
  const direction = directionOf(lead.growth);
  return direction > 0 ? lead.factor * Infinity : direction < 0 ? lead.factor * 0 : lead.factor;
}

export function add(a: Series, b: Series): Known {
  if (isNumber(a) && isNumber(b)) return number(limitOf(a) + limitOf(b));
  return collected([...a.terms, ...b.terms], faster(a.rest, b.rest));
}

/** Times a number and a power. */
export function scaled(a: Series, factor: number, growth: Growth = steady): Known {
  if (isZero(a)) return { ...a, isNegativeZero: a.isNegativeZero !== factor < 0 };
  const terms = a.terms.map((one) => ({ factor: one.factor * factor, growth: plus(one.growth, growth) }));
  return collected(terms, a.rest && plus(a.rest, growth));
}

export function multiply(a: Series, b: Series): Known {
  if (isNumber(a) && isNumber(b)) return number(limitOf(a) * limitOf(b));
  if (isZero(a) || isZero(b)) return term(isNegative(a) === isNegative(b) ? 0 : -0, steady);
  const products = a.terms.flatMap((p) =>
    b.terms.map((q) => ({ factor: p.factor * q.factor, growth: plus(p.growth, q.growth) })),
  );
  const rests = [left(a, b), left(b, a), a.rest && b.rest && plus(a.rest, b.rest)];
  return collected(products, rests.reduce(faster, undefined));
}

/** What is left out of a, times the fastest term of b. */
function left(a: Series, b: Series): Growth | undefined {
  const [lead] = b.terms;
  return a.rest && lead && plus(a.rest, lead.growth);
}

function isNegative(a: Series): boolean {
  return isZero(a) ? a.isNegativeZero : (a.terms[0]?.factor ?? 1) < 0;
}

export function inverse(a: Series): Known {
  return overLead(a, ({ factor, growth }, small) => {
    const series = powerSeries(small, [1, -1, 1, -1]);
    return series && scaled(series, 1 / factor, times(growth, -1));
  });
}

export function squareRoot(a: Series): Known {
  if (isZero(a)) return a;
  return overLead(a, ({ factor, growth }, small) => {
    const series = factor < 0 ? undefined : powerSeries(small, [1, 1 / 2, -1 / 8, 1 / 16]);
    return series && scaled(series, Math.sqrt(factor), times(growth, 1 / 2));
  });
}

export function logarithm(a: Series): Known {
  return overLead(a, ({ factor, growth }, small) => {
    const series = factor < 0 ? undefined : powerSeries(small, [0, 1, -1 / 2, 1 / 3]);
    if (series === undefined) return undefined;
    const terms = growth.map((part) => ({ factor: part.factor, growth: growthOf(part.atom) }));
    const constant = Math.log(factor) === 0 ? [] : [{ factor: Math.log(factor), growth: steady }];
    return collected([...terms, ...constant, ...series.terms], series.rest);
  });
}

export function exponential(a: Series): Known {
  if (a.rest !== undefined && directionOf(a.rest) >= 0) return undefined;
  const going = (direction: number): Term[] =>
    a.terms.filter(({ growth }) => directionOf(growth) === direction);
  const growth = going(1)
    .map((one): Growth => [{ factor: one.factor, atom: atomOf(one.growth) }])
    .reduce(plus, steady);
  const factor = Math.exp(going(0)[0]?.factor ?? 0);
  const small = { terms: going(-1), rest: a.rest, isNegativeZero: false };
  const series = powerSeries(small, [1, 1, 1 / 2, 1 / 6]);
  // A number too small for a double is 0, as in every evaluation.
  return factor === 0 ? number(0) : series && scaled(series, factor, growth);
}

/** A function of a series with a finite limit, by its value and slope there. */
export function smooth(a: Series, f: (at: number) => number, slope: (at: number) => number): Known {
  const at = limitOf(a);
  if (!Number.isFinite(at)) return undefined;
  if (isNumber(a)) return number(f(at));
  const away = collected(
    a.terms.filter(({ growth }) => growth.length > 0),
    a.rest,
  );
  return away && powerSeries(away, [f(at), slope(at)]);
}

/** Σ factors[k] · aᵏ, for a that goes to 0. */
export function powerSeries(a: Series, factors: readonly number[]): Known {
  let sum = number(factors[0] as number);
  let power: Known = number(1);
  for (const factor of factors.slice(1)) {
    power = power && multiply(power, a);
    const next: Known = power && (factor === 0 ? number(0) : scaled(power, factor));
    sum = sum && next && add(sum, next);
  }
  const next = power && multiply(power, a);
  if (sum === undefined || next === undefined) return undefined;
  return isZero(next) ? sum : collected(sum.terms, faster(sum.rest, next.terms[0]?.growth ?? next.rest));
}

/** Works on a series divided by its fastest term, less 1. */
function overLead(a: Series, work: (lead: Term, small: Series) => Known): Known {
  const [lead, ...others] = a.terms;
  if (lead === undefined) return undefined;
  const small = scaled({ ...a, terms: others }, 1 / lead.factor, times(lead.growth, -1));
  return small && work(lead, small);
}

function faster(a: Growth | undefined, b: Growth | undefined): Growth | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compare(a, b) >= 0 ? a : b;
}

/** Like terms together, the fastest first, without those that what is left out may outgrow. */
function collected(terms: readonly Term[], rest: Growth | undefined): Known {
  if (terms.some(({ factor }) => !Number.isFinite(factor) || factor === 0)) return undefined;
  const sorted = [...terms].sort((a, b) => compare(b.growth, a.growth));
  const sums: Term[] = [];
  let lost = rest;
  for (const one of sorted) {
    const last = sums.at(-1);
    if (last === undefined || compare(last.growth, one.growth) !== 0) {
      sums.push(one);
      continue;
    }
    const factor = last.factor + one.factor;
    sums.pop();
    const size = Math.max(Math.abs(last.factor), Math.abs(one.factor));
    if (Math.abs(factor) > 1e-12 * size) sums.push({ factor, growth: last.growth });
    // What is left after rounding is not known to be nothing, unless it is.
    else if (factor !== 0) lost = faster(lost, last.growth);
  }
  const kept = sums.filter(({ growth }) => lost === undefined || compare(growth, lost) > 0);
  const dropped = kept[MOST_TERMS];
  if (dropped !== undefined) lost = faster(lost, dropped.growth);
  return { terms: kept.slice(0, MOST_TERMS), rest: lost, isNegativeZero: false };
}

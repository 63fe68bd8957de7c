import type { Known, Series } from "./series.js";
import * as series from "./series.js";

/** A function of one argument whose growth is known. */
export const one =
  (f: (a: Series) => Known) =>
  (a: Known): Known =>
    a && f(a);

/** A function of two arguments whose growth is known. */
export const two =
  (f: (a: Series, b: Series) => Known) =>
  (a: Known, b: Known): Known =>
    a && b && f(a, b);

/** One function after another. */
export const composed =
  (...steps: readonly ((a: Series) => Known)[]) =>
  (a: Series): Known =>
    steps.reduce<Known>((value, step) => value && step(value), a);

/**
 * A function of one argument: by its value and slope where the argument has a finite limit, otherwise by `far`, of an
 * argument that goes to infinity.
 */
export const curve = (
  f: (a: number) => number,
  slope: (a: number) => number,
  far: (a: Series) => Known,
): ((a: Known) => Known) =>
  one((a) => {
    const limit = series.limitOf(a);
    if (Number.isNaN(limit)) return undefined;
    return Number.isFinite(limit) ? series.smooth(a, f, slope) : far(a);
  });

/** −a. */
export const negated = (a: Series): Known => series.scaled(a, -1);

/** a − b. */
export const difference = (a: Series, b: Series): Known => {
  const minus = negated(b);
  return minus && series.add(a, minus);
};

/** a plus a number. */
export const plusNumber =
  (summand: number) =>
  (a: Series): Known =>
    series.add(a, series.number(summand) as Series);

/** a times a number. */
export const timesNumber =
  (factor: number) =>
  (a: Series): Known =>
    series.scaled(a, factor);

/** a². */
export const squared = (a: Series): Known => series.multiply(a, a);

/** |a|. */
export const size = (a: Series): Known =>
  chosen(series.signOf(a), (sign) => (sign < 0 ? (negated(a) as Series) : a));

/** A choice by a sign, where the sign is known. */
export function chosen(sign: number | undefined, choose: (sign: number) => Series): Known {
  return sign === undefined ? undefined : choose(sign);
}

/** The sign of a − b, where it is known. */
export function signOfDifference(a: Series, b: Series): number | undefined {
  const less = difference(a, b);
  return less && series.signOf(less);
}

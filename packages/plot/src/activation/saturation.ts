import type { Interval } from "../scale.js";

/** The magnitude below which a slope counts as saturated: the same as in `saturation` of the definitions. */
export const saturationThreshold: number = 1 / 100;

/**
 * Returns the intervals of x in which the magnitude of a slope is below `threshold`. Only those that reach an end of x: at a
 * minimum or maximum the slope is 0 too, but the activation does not saturate there.
 */
export function saturatedIntervals(
  x: ArrayLike<number>,
  slope: ArrayLike<number>,
  threshold: number = saturationThreshold,
): Interval[] {
  const found: Interval[] = [];
  let from: number | undefined;
  for (let i = 0; i < x.length; i++) {
    const isFlat = Math.abs(slope[i] as number) < threshold;
    if (isFlat) from ??= i === 0 ? x[0] : ((x[i - 1] as number) + (x[i] as number)) / 2;
    const ends = from !== undefined && (!isFlat || i === x.length - 1);
    if (ends) {
      const to = isFlat ? (x[i] as number) : ((x[i - 1] as number) + (x[i] as number)) / 2;
      const reachesAnEnd = from === x[0] || isFlat;
      if (reachesAnEnd && to > (from as number)) found.push([from as number, to]);
      from = undefined;
    }
  }
  return found;
}

import type { Range } from "./scale.js";

/** A slope below this passes next to nothing of a gradient on: the same as in the definitions' `saturation`. */
export const flat = 1 / 100;

/**
 * The intervals in which a slope is flatter than `flat`, over the inputs that were sampled. Only those that reach an end of
 * the line: at a lowest or highest point the slope is 0 too, but nothing saturates there.
 */
export function flatIntervals(x: ArrayLike<number>, slope: ArrayLike<number>): Range[] {
  const found: Range[] = [];
  let from: number | undefined;
  for (let i = 0; i < x.length; i++) {
    const isFlat = Math.abs(slope[i] as number) < flat;
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

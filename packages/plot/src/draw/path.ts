/** Coordinates are limited to this magnitude, so that a value of 1e300 gives no coordinate that a viewer cannot draw. */
const FARTHEST = 4000;

/**
 * Returns a line as the data of an SVG path. The line is broken where it jumps, so that a step shows as two levels, and where
 * a coordinate is not finite.
 */
export function linePath(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  toX: (value: number) => number,
  toY: (value: number) => number,
): string {
  const starts = jumps(y);
  let path = "";
  let isDown = false;
  for (let i = 0; i < x.length; i++) {
    const left = toX(x[i] as number);
    const top = toY(y[i] as number);
    if (!Number.isFinite(left) || !Number.isFinite(top)) {
      isDown = false;
      continue;
    }
    path += `${isDown && !starts.has(i) ? "L" : "M"}${coordinate(left)} ${coordinate(top)}`;
    isDown = true;
  }
  return path;
}

/** Rounds a coordinate to a tenth of a pixel. */
export function coordinate(value: number): number {
  return Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, value)) * 10) / 10;
}

/** Indices at which a line jumps: where it changes far more than it does on either side. */
function jumps(y: ArrayLike<number>): ReadonlySet<number> {
  const found = new Set<number>();
  const change = (i: number): number => Math.abs((y[i] as number) - (y[i - 1] as number));
  // Two intervals on each side: a jump through a value that is a sample's own, as sign(0), is two jumps in a row.
  for (let i = 3; i < y.length - 2; i++) {
    const before = Math.min(change(i - 1), change(i - 2));
    const after = Math.min(change(i + 1), change(i + 2));
    if (change(i) > 0.05 && change(i) > 8 * Math.max(before, after)) found.add(i);
  }
  return found;
}

/**
 * A curve as the data of an SVG path. The pen is lifted where the curve jumps, is not a number, or is far outside the
 * figure, so that a step shows as two levels and not as a steep line.
 */
export function pathOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  toX: (value: number) => number,
  toY: (value: number) => number,
): string {
  const rises = jumps(y);
  let path = "";
  let isDown = false;
  for (let i = 0; i < x.length; i++) {
    const at = toY(y[i] as number);
    if (!Number.isFinite(at) || Math.abs(at) > 5000) {
      isDown = false;
      continue;
    }
    if (rises.has(i)) isDown = false;
    path += `${isDown ? "L" : "M"}${short(toX(x[i] as number))} ${short(at)}`;
    isDown = true;
  }
  return path;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Indices before which a curve jumps: where it changes far more than it does on either side. */
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

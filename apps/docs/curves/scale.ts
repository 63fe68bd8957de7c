/** An interval of one axis of a figure. */
export type Range = readonly [lower: number, upper: number];

/** Maps an interval of numbers to one of pixels. */
export function scale([from, to]: Range, [low, high]: Range): (value: number) => number {
  const factor = (high - low) / (to - from);
  return (value) => low + (value - from) * factor;
}

/** Round numbers inside an interval, about `count` of them, a step of 1, 2 or 5 times a power of ten apart. */
export function ticks([from, to]: Range, count: number): number[] {
  const rough = (to - from) / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const fraction = rough / magnitude;
  const step = (fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10) * magnitude;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The interval that shows some curves: all of their values, within the limits of what a figure can show, with some air. */
export function rangeOf(curves: readonly ArrayLike<number>[], limit = 4): Range {
  let lower = -0.1;
  let upper = 1.1;
  for (const curve of curves) {
    for (let i = 0; i < curve.length; i++) {
      const y = curve[i] as number;
      if (!Number.isFinite(y)) continue;
      lower = Math.min(lower, Math.max(y, -limit));
      upper = Math.max(upper, Math.min(y, limit));
    }
  }
  const air = (upper - lower) * 0.06;
  return [lower - air, upper + air];
}

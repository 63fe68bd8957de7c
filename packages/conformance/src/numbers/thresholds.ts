/** The τ for which Σ max(a − τ, 0) = 1 over a row. */
export function sparsemaxThreshold(row: Float64Array): number {
  const sorted = Float64Array.from(row).sort().reverse();
  let sum = 0;
  let threshold = Number.NaN;
  for (const [i, value] of sorted.entries()) {
    sum += value;
    const candidate = (sum - 1) / (i + 1);
    if (value <= candidate) break;
    threshold = candidate;
  }
  return threshold;
}

/** The τ for which Σ max(a − τ, 0)² = 1 over a row. */
export function entmax15Threshold(row: Float64Array): number {
  const sorted = Float64Array.from(row).sort().reverse();
  let sum = 0;
  let squares = 0;
  let threshold = Number.NaN;
  for (const [i, value] of sorted.entries()) {
    sum += value;
    squares += value * value;
    const mean = sum / (i + 1);
    const room = (1 - (squares - sum * mean)) / (i + 1);
    const candidate = mean - Math.sqrt(Math.max(room, 0));
    if (value < candidate) break;
    threshold = candidate;
  }
  return threshold;
}

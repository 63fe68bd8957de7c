/** out[n, m] = a[n, k] · b[k, m], row-major. */
export function multiply(a: Float32Array, b: Float32Array, n: number, k: number, m: number): Float32Array {
  const out = new Float32Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      const factor = a[i * k + j] as number;
      if (factor === 0) continue;
      for (let l = 0; l < m; l++) out[i * m + l]! += factor * (b[j * m + l] as number);
    }
  }
  return out;
}

/** The transpose of a[n, m]. */
export function transpose(a: Float32Array, n: number, m: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = a[i * m + j] as number;
  return out;
}

/** The root of the mean of the squares. */
export function rootMeanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}

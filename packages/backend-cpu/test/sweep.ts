import type { Activation, Precision, Runtime } from "@actfn/core";

/**
 * The largest error that a sweep has found, in units in the last place of the exact value: infinite where NaN came in place
 * of a number or a number in place of NaN, or a zero of the other sign.
 */
export interface Worst {
  readonly ulp: number;
  /** The input it was found at, and what came out and should have. */
  readonly x: number;
  readonly got: number;
  readonly exact: number;
  /** How many inputs were compared. */
  readonly inputs: number;
}

/** What a sweep goes over. */
export interface Sweep {
  readonly runtime: Runtime;
  readonly activation: Activation;
  readonly options: Readonly<Record<string, unknown>>;
  readonly pass: "forward" | "backward";
  readonly precision: Precision;
  /** Every how manieth of all 2^32 bit patterns; within the trivial binades every 4096th of those. */
  readonly stride: number;
  /**
   * Whether an error of 2^-23 of the largest term is allowed whatever its units, where terms cancel: near a zero of a
   * gradient at x they are about |x| times its change.
   */
  readonly byTerms: boolean;
}

const BATCH = 65_536;
/** 2^(e − 23) for each biased exponent of a double, no less than float32's smallest number. */
const ulpOf = Float64Array.from({ length: 2048 }, (_, biased) => 2 ** (Math.max(biased - 1023, -126) - 23));

/** Compares a float32 result with the float64 one, which is exact by comparison, at very many inputs. */
export function sweep(settings: Sweep): Worst {
  const bits = new Uint32Array(BATCH);
  const x = new Float32Array(bits.buffer);
  let worst: Worst = { ulp: 0, x: Number.NaN, got: Number.NaN, exact: Number.NaN, inputs: 0 };
  let inputs = 0;
  let filled = 0;
  const flush = (): void => {
    inputs += filled;
    const found = worstOf(settings, x.slice(0, filled));
    if (found !== undefined && found.ulp > worst.ulp) worst = { ...found, inputs: 0 };
    filled = 0;
  };
  for (const pattern of patterns(settings.stride)) {
    bits[filled++] = pattern;
    if (filled === BATCH) flush();
  }
  if (filled > 0) flush();
  return { ...worst, inputs };
}

/** Bit patterns of numbers: from 2^-14 to 2^7, where functions bend, at the stride; elsewhere sparsely. */
function* patterns(stride: number): Generator<number> {
  for (const sign of [0, 0x80000000]) {
    for (let exponent = 0; exponent < 255; exponent++) {
      const bends = exponent >= 127 - 14 && exponent < 127 + 7;
      const step = bends ? stride : stride * 4096;
      const first = (exponent * 7919) % Math.min(step, 1 << 23);
      for (let fraction = first; fraction < 1 << 23; fraction += step) {
        yield (sign | (exponent << 23) | fraction) >>> 0;
      }
    }
  }
}

function worstOf(settings: Sweep, x: Float32Array): Omit<Worst, "inputs"> | undefined {
  const got = evaluate(settings, x, settings.precision);
  const exact = evaluate(settings, Float64Array.from(x), "strict");
  const halves = new Uint32Array(exact.buffer, exact.byteOffset, 2 * exact.length);
  let at = -1;
  let worst = 0;
  for (let i = 0; i < x.length; i++) {
    const value = exact[i] as number;
    const found = got[i] as number;
    // Correctly rounded: no result can be nearer.
    if (Object.is(found, Math.fround(value))) continue;
    const difference = Math.abs(found - value);
    if (settings.byTerms && difference <= 2 ** -23 * termAt(x, exact, i)) continue;
    const unit = ulpOf[((halves[2 * i + 1] as number) >>> 20) & 0x7ff] as number;
    const ulp = found === 0 && Math.fround(value) === 0 ? Infinity : difference / unit;
    if (ulp <= worst) continue;
    worst = Number.isNaN(ulp) ? Infinity : ulp;
    at = i;
  }
  if (at < 0) return undefined;
  return { ulp: worst, x: x[at] as number, got: got[at] as number, exact: exact[at] as number };
}

/** About the size of the terms that make the gradient at input i, from how much it changes to the next input. */
function termAt(x: Float32Array, exact: Float64Array, i: number): number {
  const other = i === 0 ? 1 : i - 1;
  const at = x[i] as number;
  const change = ((exact[i] as number) - (exact[other] as number)) / (at - (x[other] as number));
  const term = Math.abs(at * change) / Math.max(1, at * at);
  return Number.isFinite(term) ? term : 0;
}

function evaluate<T extends Float32Array | Float64Array>(
  { runtime, activation, options, pass }: Sweep,
  x: T,
  precision: Precision,
): T {
  const call = { ...options, precision };
  if (pass === "forward") return runtime.forwardSync(activation, x, call) as T;
  const dy = x.slice().fill(1) as T;
  const answer = runtime.backwardSync(activation, x, dy, call) as T | { readonly dx: T };
  return ArrayBuffer.isView(answer) ? (answer as T) : (Object.values(answer)[0] as T);
}

import type { DType } from "../tensor/dtype.js";
import { interpret } from "./interpret.js";
import type { Program } from "./program.js";

/** Finite numbers that probes combine with an infinity or NaN in another input. */
export const finiteProbes: readonly number[] = [
  0, -0, 1e-30, -1e-30, 0.3, -0.3, 1, -1, 2.5, -2.5, 7, -7, 40, -40, 300, -300, 1e30, -1e30,
];
const special = [Infinity, -Infinity, NaN];
const DRAWS = 2048;

/**
 * Columns of values for inputs, one row a probe; every row has an infinity or NaN in an input that is not among `uniforms`,
 * which are sets of values by name: the rows go through them.
 */
export function probeInputs(
  names: readonly string[],
  uniforms: readonly Readonly<Record<string, number>>[],
): Float64Array[] {
  const isUniform = (name: string): boolean => Object.hasOwn(uniforms[0] as object, name);
  const varying = names.filter((name) => !isUniform(name));
  const count = varying.length;
  const rows = count <= 2 ? everyCombination(count) : drawn(count);
  const kept = rows.filter((row) => row.some((value) => !Number.isFinite(value)));
  const probes = count <= 2 ? uniforms.flatMap((set) => kept.map((row) => ({ row, set }))) : [];
  if (count > 2) {
    for (const [k, row] of kept.entries())
      probes.push({ row, set: uniforms[k % uniforms.length] as (typeof uniforms)[number] });
  }
  return names.map((name) => {
    const at = varying.indexOf(name);
    return Float64Array.from(probes, ({ row, set }) => (at < 0 ? set[name] : row[at]) as number);
  });
}

function everyCombination(count: number): number[][] {
  const values = [...finiteProbes, ...special];
  if (count === 0) return [];
  return count === 1 ? values.map((a) => [a]) : values.flatMap((a) => values.map((b) => [a, b]));
}

/**
 * A function whose calls return pseudo-random numbers from 0 to 1, 1 excluded. The seed decides them all. It is a linear
 * congruential generator: short and fast, enough to spread samples, not for statistics.
 */
export function uniformNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A fixed sample of the combinations, for inputs that have too many of them. */
function drawn(count: number): number[][] {
  const uniform = uniformNumbers(1);
  const next = (bound: number): number => Math.floor(uniform() * bound);
  return Array.from({ length: DRAWS }, () => {
    const row = Array.from({ length: count }, () => finiteProbes[next(finiteProbes.length)] as number);
    row[next(count)] = special[next(special.length)] as number;
    if (next(4) === 0) row[next(count)] = special[next(special.length)] as number;
    return row;
  });
}

/** What a program gives for probes, rounded as a dtype stores it. */
export function answers(program: Program, probes: readonly Float64Array[], dtype: DType): Float64Array[] {
  const length = probes[0]?.length ?? 0;
  const outputs = program.outputs.map(() => new Float64Array(length));
  interpret(program)(probes, outputs, length);
  return rounded(outputs, dtype);
}

/** Numbers as a dtype stores them; those of two bytes are rounded from float32 later. */
export function rounded(values: Float64Array[], dtype: DType): Float64Array[] {
  return dtype === "float64" ? values : values.map((column) => column.map(Math.fround));
}

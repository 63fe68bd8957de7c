import { Builder, interpret, type Program, roundingBias } from "@actfn/core/program";

/** The results of the trial program, by the names of what they try. */
export const trials = [
  "sum",
  "difference",
  "product",
  "quotient",
  "root",
  "sum error",
  "rounding",
  "exponential",
] as const;
export type Trial = (typeof trials)[number];

/**
 * A program of a and b with a result for each operation that a device may round in its own way, and for each pattern that a
 * compiler may break: the rounding error of a sum, rounding to an integer by adding a large number, a power of two made of bits.
 */
export function trialProgram(): Program {
  const b = new Builder("float32");
  const [x, y] = [b.input("a"), b.input("b")];
  const sum = b.add(x, y);
  const back = b.sub(sum, x);
  const error = b.add(b.sub(x, b.sub(sum, back)), b.sub(y, back));
  const bias = b.constant(roundingBias.float32);
  const rounded = b.sub(b.add(x, bias), bias);
  const small = b.min(b.max(y, b.constant(-100)), b.constant(100));
  const power = b.exponential(b.add(small, b.constant(roundingBias.float32 + 127)));
  const results = [sum, b.sub(x, y), b.mul(x, y), b.div(x, y), b.sqrt(b.abs(x)), error, rounded, power];
  return b.program(results, ["a", "b"]);
}

/** What the program gives if each operation is rounded as IEEE 754 says. */
export function expected(program: Program, a: Float32Array, b: Float32Array): Float32Array[] {
  const outputs = program.outputs.map(() => new Float64Array(a.length));
  interpret(program)([Float64Array.from(a), Float64Array.from(b)], outputs, a.length);
  return outputs.map((values) => Float32Array.from(values));
}

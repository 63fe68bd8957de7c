import type { Device } from "../device/device.js";
import { statementsOf } from "../wgsl/statements.js";
import { functionsFor, type Rounding } from "../wgsl/words.js";
import { type Operands, operands } from "./operands.js";
import { expected, type Trial, trialProgram, trials } from "./trial.js";

/** What a device does with float32 numbers, found by running it. */
export interface StartCheck {
  /** Whether its own quotients and roots are correctly rounded, or are corrected. */
  readonly rounding: Rounding;
  /** Whether an operation may take a subnormal operand for 0, or give 0 instead of a subnormal result. */
  readonly subnormals: "kept" | "flushed";
  /**
   * Why float32 is not used: an operation that is not rounded as IEEE 754 says, even where nothing is subnormal, and the first
   * operands that show it. Undefined if there is none; otherwise `fast` calls are computed in double.
   */
  readonly fault: string | undefined;
}

/** Pairs of operands. */
const COUNT = 4096;
const GROUP = 64;

/** Runs the operations of float32 programs on a device and compares them with IEEE 754. It takes some 50 ms. */
export async function checkDevice(device: Device): Promise<StartCheck> {
  const pairs = operands(COUNT);
  const wanted = expected(trialProgram(), pairs.a, pairs.b);
  const plain: Rounding = { quotient: "device", root: "device" };
  const first = compare(await run(device, pairs, plain), wanted, pairs);
  const rounding: Rounding = {
    quotient: first.wrong.has("quotient") ? "corrected" : "device",
    root: first.wrong.has("root") ? "corrected" : "device",
  };
  const isPlain = rounding.quotient === "device" && rounding.root === "device";
  const found = isPlain ? first : compare(await run(device, pairs, rounding), wanted, pairs);
  const [fault] = found.wrong.values();
  return { rounding, subnormals: found.flushes ? "flushed" : "kept", fault };
}

/** The results of the trial program on the device. */
async function run(device: Device, { a, b }: Operands, rounding: Rounding): Promise<Float32Array[]> {
  const memory = device.memory();
  try {
    const words = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer);
    const buffers = [
      memory.holding(words(a)),
      memory.holding(words(b)),
      memory.words(trials.length * a.length),
    ];
    const dispatch = {
      shader: { code: shaderFor(rounding), accesses: ["read", "read", "write", "uniform"] },
      buffers,
      uniform: new Uint32Array(4),
      groups: a.length / GROUP,
    } as const;
    const downloads = [{ buffer: buffers[2] as (typeof buffers)[number], words: trials.length * a.length }];
    const [all] = await device.run([dispatch], downloads, memory);
    const results = new Float32Array((all as Uint32Array).buffer);
    return trials.map((_, j) => results.subarray(j * a.length, (j + 1) * a.length));
  } finally {
    memory.release();
  }
}

/** The shader of the trial program. It is the only one that a start compiles. */
export function shaderFor(rounding: Rounding): string {
  const { lines, outputs } = statementsOf(trialProgram(), ["in0[at]", "in1[at]"], rounding);
  return `@group(0) @binding(0) var<storage, read> in0: array<u32>;
@group(0) @binding(1) var<storage, read> in1: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
@group(0) @binding(3) var<uniform> call: vec4u;
${functionsFor(rounding)}
@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x;
  let zero = call.x;
  ${lines.join("\n  ")}
  ${outputs.map((value, j) => `out[${j * COUNT}u + at] = ${value};`).join("\n  ")}
}
`;
}

interface Comparison {
  /** What is wrong where nothing is subnormal, in words. */
  readonly wrong: ReadonlyMap<Trial, string>;
  readonly flushes: boolean;
}

function compare(
  got: readonly Float32Array[],
  wanted: readonly Float32Array[],
  { a, b }: Operands,
): Comparison {
  const wrong = new Map<Trial, string>();
  let flushes = false;
  for (const [j, trial] of trials.entries()) {
    for (const [i, value] of (wanted[j] as Float32Array).entries()) {
      const found = got[j]?.[i] as number;
      if (Object.is(found, value)) continue;
      const [x, y] = [a[i], b[i]] as [number, number];
      if (touchesSubnormal(trial, x, y, value)) flushes = true;
      else if (!wrong.has(trial))
        wrong.set(trial, `The ${trial} of ${x} and ${y} is ${found} here instead of ${value}.`);
    }
  }
  return { wrong, flushes };
}

/** Whether an operand, the result, or a number on the way may be subnormal: a difference is then that the device flushes. */
function touchesSubnormal(trial: Trial, a: number, b: number, result: number): boolean {
  const isSmall = (value: number): boolean => value !== 0 && Math.abs(value) < 2 ** -125;
  if (isSmall(a) || isSmall(b) || isSmall(result)) return true;
  if (trial !== "product" && trial !== "quotient") return false;
  const exact = trial === "product" ? a * b : a / b;
  // A quotient by a number above 2^126 passes through a reciprocal that is subnormal, which WGSL allows.
  return isSmall(exact) || (trial === "quotient" && Math.abs(b) > 2 ** 126);
}

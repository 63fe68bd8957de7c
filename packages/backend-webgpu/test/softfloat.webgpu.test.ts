import { Builder, interpret, type Program, type Value } from "@actfn/core/program";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Device } from "../src/device/device.js";
import { openDevice } from "../src/device/open.js";
import { assemble } from "../src/machine/assembler.js";
import type { Port } from "../src/machine/call-words.js";
import { Dispatcher } from "../src/machine/dispatcher.js";
import { Pace } from "../src/machine/pace.js";
import { plain } from "../src/machine/places.js";
import { edges, numbers } from "./hard-numbers.js";

const COUNT = 2 ** 20;
/** Numbers of one dispatch. */
const PART = 2 ** 15;
/** For what takes half a minute on two processors that do nothing else. */
const PATIENCE = 600_000;

let device: Device;
beforeAll(async () => {
  device = new Device(await openDevice({}), () => undefined);
});
afterAll(() => device.end());

/** What an operation is asked of: each edge with each other one, then numbers of all sizes, neighbors and sums that end halfway. */
const [a, b, c] = [numbers(1, COUNT), numbers(2, COUNT), numbers(3, COUNT)] as const;
for (const [i, left] of edges.entries()) {
  for (const [k, right] of edges.entries())
    [a[i * edges.length + k], b[i * edges.length + k]] = [left, right];
}

type Write = (builder: Builder, a: Value, b: Value, c: Value) => Value;

const operations: Readonly<Record<string, Write>> = {
  add: (m, x, y) => m.add(x, y),
  sub: (m, x, y) => m.sub(x, y),
  mul: (m, x, y) => m.operation("mul", x, y),
  div: (m, x, y) => m.operation("div", x, y),
  sqrt: (m, x) => m.sqrt(x),
  "neg and abs": (m, x, y) => m.copysign(m.neg(x), m.abs(m.neg(y))),
  min: (m, x, y) => m.min(x, y),
  max: (m, x, y) => m.max(x, y),
  copysign: (m, x, y) => m.copysign(x, y),
  less: (m, x, y) => m.number(m.less(x, y)),
  lessEqual: (m, x, y) => m.number(m.lessEqual(x, y)),
  equal: (m, x, y) => m.number(m.equal(x, m.min(x, y))),
  "both, either and not": (m, x, y, z) =>
    m.number(m.either(m.both(m.less(x, y), m.not(m.less(y, z))), m.less(z, x))),
  select: (m, x, y, z) => m.select(m.less(x, y), z, x),
  exponential: (m, x) => m.exponential(x),
  exponent: (m, x) => m.exponent(x),
  mantissa: (m, x) => m.mantissa(x),
};

function programOf(writes: readonly Write[]): Program {
  const builder = new Builder("float64");
  const [x, y, z] = ["a", "b", "c"].map((name) => builder.input(name)) as [Value, Value, Value];
  return builder.program(
    writes.map((write) => write(builder, x, y, z)),
    ["a", "b", "c"],
  );
}

/** A program's results on the device, for three inputs of doubles or of float32. */
async function onDevice<T extends Float64Array | Float32Array>(
  program: Program,
  inputs: readonly T[],
): Promise<T[]> {
  const wide = inputs[0] instanceof Float64Array;
  const words = wide ? 2 : 1;
  const results = program.outputs.map(() => (inputs[0] as T).slice() as T);
  const assembled = assemble(program);
  const ports = (["x", "dy", "options"] as const).map((slot): Port => ({ slot, place: plain }));
  // Results lie one behind the other.
  const outputs = results.map((_, k): Port => ({ slot: "results", place: { ...plain, offset: k * PART } }));
  const range = { start: 0, count: PART, stride: 1, length: PART, inner: 1 };
  const call = { ...range, wide, spill: 0, inputs: ports, outputs };
  for (let from = 0; from < COUNT; from += PART) {
    const memory = device.memory();
    const part = (numbers: T): Uint32Array => wordsOf(numbers.subarray(from, from + PART) as T);
    const [x, dy, options] = inputs.map((input) => memory.holding(part(input)));
    const given = memory.words(words * PART * results.length);
    const bound = { x: x as NonNullable<typeof x>, dy, options };
    const dispatcher = new Dispatcher(device, new Pace(), bound, { memory, scratch: 64, signal: undefined });
    dispatcher.run(assembled, call, given);
    await dispatcher.finish();
    for (const [k, result] of results.entries()) {
      const download = { buffer: given, from: words * PART * k, words: words * PART };
      const [bits] = await device.run([], [download], memory);
      part(result).set(bits as Uint32Array);
    }
    memory.release();
  }
  return results;
}

function wordsOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** The first place where bits differ, NaN apart, and how many do. */
function difference(got: ArrayLike<number>, wanted: ArrayLike<number>): string | undefined {
  let [count, first] = [0, -1];
  for (let i = 0; i < wanted.length; i++) {
    if (Object.is(got[i], wanted[i])) continue;
    if (count++ === 0) first = i;
  }
  if (count === 0) return undefined;
  return `${count} differ, first at ${a[first]}, ${b[first]}, ${c[first]}: ${got[first]} instead of ${wanted[first]}`;
}

it(
  "gives the bits of JavaScript's doubles a million times for each operation",
  async () => {
    const program = programOf(Object.values(operations));
    const wanted = program.outputs.map(() => new Float64Array(COUNT));
    interpret(program)([a, b, c], wanted, COUNT);
    const got = await onDevice(program, [a, b, c]);
    for (const [k, name] of Object.keys(operations).entries()) {
      expect(difference(got[k] as Float64Array, wanted[k] as Float64Array), name).toBeUndefined();
    }
  },
  PATIENCE,
);

it(
  "widens float32 numbers exactly, subnormal ones too, and rounds to them once, a million times",
  async () => {
    // Words of any bits, infinities and NaN among them.
    const singles = [1, 2, 3].map(
      (seed) => new Float32Array(Uint32Array.from(numbers(seed, COUNT, "words")).buffer),
    );
    const program = programOf([
      (m, x, y, z) => m.add(m.operation("mul", x, y), z),
      (m, x, y) => m.operation("div", x, y),
      (_, x) => x,
    ]);
    const wanted = program.outputs.map(() => new Float64Array(COUNT));
    interpret(program)(
      singles.map((input) => Float64Array.from(input)),
      wanted,
      COUNT,
    );
    const got = await onDevice(program, singles);
    for (const [k, values] of wanted.entries()) {
      expect(difference(got[k] as Float32Array, Float32Array.from(values))).toBeUndefined();
    }
  },
  PATIENCE,
);

import { afterAll, describe, expect, it } from "vitest";
import { Device } from "../src/device/device.js";
import { openDevice } from "../src/device/open.js";
import { operands } from "../src/start-check/operands.js";
import { checkDevice } from "../src/start-check/start-check.js";
import { CORRECTED } from "../src/wgsl/corrected.js";

const device = new Device(await openDevice({}), () => {});
afterAll(() => device.end());

it("finds nothing wrong with this device where no number is subnormal", async () => {
  const { fault, subnormals } = await checkDevice(device);
  expect(fault).toBeUndefined();
  expect(["kept", "flushed"]).toContain(subnormals);
});

/** Pairs over the whole range, subnormal numbers included. */
const pairs = operands(2 ** 15);
const wide = Uint32Array.from({ length: 2 ** 15 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
const a = Uint32Array.from([...new Uint32Array(pairs.a.buffer), ...wide]);
const b = Uint32Array.from([
  ...new Uint32Array(pairs.b.buffer),
  ...wide.map((word) => Math.imul(word, 0x85ebca6b) >>> 0),
]);

async function corrected(functions: string): Promise<Float32Array[]> {
  const code = `
@group(0) @binding(0) var<storage, read> a: array<u32>;
@group(0) @binding(1) var<storage, read> b: array<u32>;
@group(0) @binding(2) var<storage, read_write> quotients: array<u32>;
@group(0) @binding(3) var<storage, read_write> roots: array<u32>;
@group(0) @binding(4) var<uniform> call: vec4u;
${functions}
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  quotients[id.x] = quotient32(a[id.x], b[id.x], call.x);
  roots[id.x] = root32(a[id.x] & 0x7fffffffu, call.x);
}`;
  const memory = device.memory();
  const results = [memory.words(a.length), memory.words(a.length)];
  const shader = { code, accesses: ["read", "read", "write", "write", "uniform"] } as const;
  const buffers = [memory.holding(a), memory.holding(b), ...results];
  const dispatch = { shader, buffers, uniform: new Uint32Array(4), groups: a.length / 64 };
  const words = await device.run(
    [dispatch],
    results.map((buffer) => ({ buffer, words: a.length })),
    memory,
  );
  memory.release();
  return words.map((found) => new Float32Array(found.buffer));
}

describe("corrected quotients and roots are correctly rounded, subnormal ones too", () => {
  const [x, y] = [new Float32Array(a.buffer), new Float32Array(b.buffer)];
  /** Functions whose estimates are up to two units off, as WGSL allows. */
  const estimated = /let estimate = (.*) \^ zero;/g;
  it.each([
    ["from the device's own", CORRECTED],
    ["from worse ones", CORRECTED.replace(estimated, "let estimate = $1 + (m % 5u) - 2u;")],
  ])("%s", async (_, functions) => {
    const [quotients, roots] = (await corrected(functions)) as [Float32Array, Float32Array];
    for (const [i, value] of x.entries()) {
      const quotient = Math.fround(value / (y[i] as number));
      if (!Object.is(quotients[i], quotient))
        expect([value, y[i], quotients[i]]).toEqual([value, y[i], quotient]);
      const root = Math.fround(Math.sqrt(Math.abs(value)));
      if (!Object.is(roots[i], root)) expect([value, roots[i]]).toEqual([value, root]);
    }
    expect(functions).toMatch(/estimate/);
  });
});

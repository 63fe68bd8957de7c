import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createRuntime, type Tensor, tensor } from "@actfn/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuBackend } from "../src/backend.js";
import { Engine } from "../src/engine/engine.js";
import { compileModule, functionFromText, type ModuleOptions } from "../src/standalone/index.js";

const elementwise = [
  ..."relu gelu tanhGelu=gelu:approximate=tanh silu mish softplus:beta=2 elu:alpha=0.3 hardTanh".split(" "),
];
const along = "softmax columns=softmax:axis=0 logSoftmax logSumExp sparsemax middle=softmax:axis=1".split(
  " ",
);
const special = [0, -0, Infinity, -Infinity, NaN, 1e-40, -1e-40, 3e38, -3e38, 1, -1, 0.5, -88, 88];
const sizes = [0, 1, 3, 4, 5, 1000, 5000];
const shapes: Readonly<Record<string, readonly (readonly number[])[]>> = {
  columns: [[5, 7], [1000, 2], [3]],
  middle: [
    [2, 5, 3],
    [1, 4],
  ],
};
const rowShapes = [[0], [1], [3], [4], [5], [1000], [7, 5], [2, 3, 4]];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "actfn-standalone-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly expected: Tensor["data"];
}

type Numbers = Required<Pick<ModuleOptions, "dtype" | "precision">>;

/** Calls of every function and gradient, with what the backend gives on an engine without relaxed SIMD. */
function callsOf({ dtype, precision }: Numbers): Call[] {
  const Numbers = dtype === "float32" ? Float32Array : Float64Array;
  const backend = new CpuBackend(new Engine({ simd: true, fused: false }));
  const runtime = createRuntime({ backends: [backend], precision });
  // Numbers of many sizes; the special ones stand first.
  const drawn = (count: number, seed: number): Float32Array | Float64Array => {
    const drawnNumbers = Array.from({ length: count }, (_, i) => {
      const wave = Math.sin((i + 1) * (12.9898 + seed)) * 43758.5453;
      return (seed === 0 ? special[i] : undefined) ?? (wave - Math.floor(wave) - 0.5) * 2 ** ((i % 12) - 4);
    });
    return new Numbers(drawnNumbers);
  };
  return [...elementwise, ...along].flatMap((text) => {
    const { name, activation } = functionFromText(text);
    const isAlong = along.includes(text);
    const all = isAlong ? (shapes[name] ?? rowShapes) : sizes.map((size) => [size]);
    return all.flatMap((shape): Call[] => {
      const count = shape.reduce((size, n) => size * n, 1);
      // Specials would make whole rows NaN: they go into every other shape only.
      const x = tensor(drawn(count, isAlong && shape.length > 1 ? 1 : 0), { shape });
      const forward = runtime.forwardSync(activation, x) as Tensor;
      const dy = tensor(drawn(forward.size, 2), { shape: forward.shape });
      const gradient = runtime.backwardSync(activation, x, dy) as Tensor;
      const rest = isAlong ? [shape] : [];
      return [
        { name, args: [x.data, ...rest], expected: forward.data },
        { name: `${name}Gradient`, args: [x.data, dy.data, ...rest], expected: gradient.data },
      ];
    });
  });
}

/**
 * The bits of what a module's functions give, in a Node of its own, in a folder without packages. Each NaN has the bits of
 * JavaScript's: WebAssembly leaves its sign to the processor.
 */
function run(file: string, calls: readonly Call[], dtype: Numbers["dtype"]): string[] {
  const array = dtype === "float32" ? "Float32Array" : "Float64Array";
  const written = calls.map(({ name, args }) => ({
    name,
    args: args.map((arg) => (ArrayBuffer.isView(arg) ? hex(arg) : arg)),
  }));
  const input = join(folder, "calls.json");
  writeFileSync(input, JSON.stringify(written));
  writeFileSync(
    join(folder, "main.mjs"),
    `import { readFileSync } from "node:fs";
import * as functions from "./${file}";
const read = (hex) => new ${array}(new Uint8Array(Buffer.from(hex, "hex")).buffer);
const calls = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(calls.map(({ name, args }) =>
  Buffer.from(functions[name](...args.map((arg) => typeof arg === "string" ? read(arg) : arg))
    .map((y) => Number.isNaN(y) ? NaN : y).buffer).toString("hex"))));`,
  );
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  return JSON.parse(
    execFileSync(process.execPath, ["--no-warnings", "main.mjs", input], options),
  ) as string[];
}

function hex({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("hex");
}

function sizeOf(functions: readonly string[], options: ModuleOptions): number {
  return gzipSync(compileModule(functions.map(functionFromText), options).code, { level: 9 }).length;
}

describe("a compiled module", () => {
  test.each<Numbers>([
    { dtype: "float32", precision: "fast" },
    { dtype: "float32", precision: "strict" },
    { dtype: "float64", precision: "strict" },
  ])("gives the bits of the backend, $dtype $precision, in plain Node without packages", (numbers) => {
    const functions = [...elementwise, ...along].map(functionFromText);
    const { code } = compileModule(functions, { ...numbers, gradients: true });
    writeFileSync(join(folder, "activations.mjs"), code);
    const calls = callsOf(numbers);
    const found = run("activations.mjs", calls, numbers.dtype);
    for (const [i, { name, args, expected }] of calls.entries()) {
      const right = expected.map((y: number) => (Number.isNaN(y) ? NaN : y));
      expect([name, args.length, found[i]]).toEqual([name, args.length, hex(right)]);
    }
  });

  test("has types that fit it, and is JavaScript as it stands", () => {
    const { code, types } = compileModule(["gelu", "softmax:axis=-1"].map(functionFromText), {
      gradients: true,
    });
    writeFileSync(join(folder, "typed.js"), code);
    writeFileSync(join(folder, "typed.d.ts"), types);
    writeFileSync(
      join(folder, "use.ts"),
      `import { gelu, geluGradient, softmax } from "./typed.js";
const y: Float32Array = gelu(new Float32Array(4));
softmax(y, [2, 2], y);
geluGradient(y, y);
// @ts-expect-error an ordinary array is none
gelu([1]);
`,
    );
    const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target: "es2022", types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
    const tsc = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
    expect(execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" })).toBe("");
  });

  test("is small: relu at most 2 kB, gelu with its gradient at most 6 kB, gzipped as it stands", () => {
    expect(sizeOf(["relu"], {})).toBeLessThanOrEqual(2000);
    expect(sizeOf(["gelu"], { gradients: true })).toBeLessThanOrEqual(6000);
    expect(sizeOf(["gelu"], { gradients: true, precision: "strict" })).toBeLessThanOrEqual(6000);
  });

  test("refuses what is no array of its type, another length, an axis that is not there and a row that is too long", async () => {
    const file = join(folder, "refusing.mjs");
    writeFileSync(file, compileModule(["gelu", "softmax"].map(functionFromText)).code);
    type Loose = (...args: unknown[]) => Float32Array;
    const { gelu, softmax } = (await import(/* @vite-ignore */ file)) as { gelu: Loose; softmax: Loose };
    expect(() => gelu([1])).toThrow(TypeError);
    expect(() => gelu(new Float64Array(1))).toThrow(/Float32Array/);
    expect(() => gelu(new Float32Array(2), new Float32Array(3))).toThrow(/3 elements; it must have 2/);
    expect(() => softmax(new Float32Array(4), [])).toThrow(/axis is -1, and the shape has 0 axes/);
    expect(() => softmax(new Float32Array(4), [3])).toThrow(/4 elements; it must have 3/);
    expect(() => softmax(new Float32Array(70000))).toThrow(/at most 65536/);
    const x = Float32Array.of(-1, 0, 1);
    expect(gelu(x, x)).toBe(x);
  });
});

describe("a function's text", () => {
  test.each([
    ["geluu", /no activation "geluu". Did you mean "gelu"/],
    ["gelu:aproximate=tanh", /no option "aproximate". Did you mean "approximate"/],
    ["elu:alpha=many", /many/],
    ["softmax:axis", /softmax:axis=-1/],
    ["a b", /a function, such as/],
    ["1st=gelu", /a function, such as/],
  ])("%s is refused with what is allowed", (text, message) => {
    expect(() => compileModule([functionFromText(text)])).toThrow(message);
  });

  test.each([
    [["prelu"], /prelu cannot be compiled.*weight is a tensor/],
    [["glu"], /combines parts of its input/],
    [["softmax", "softmax:axis=0"], /two functions have this name.*rowSoftmax=/],
  ])("%s cannot be compiled, and the error says why", (texts, message) => {
    expect(() => compileModule(texts.map(functionFromText))).toThrow(message);
  });
});

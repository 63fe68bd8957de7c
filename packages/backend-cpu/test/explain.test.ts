import {
  type Activation,
  atan,
  createRuntime,
  defineActivation,
  div,
  type Explanation,
  gelu,
  mul,
  sine,
  softmax,
  sub,
  tanh,
} from "@actfn/core";
import { expect, it } from "vitest";
import { CpuBackend } from "../src/backend.js";
import { Engine } from "../src/engine/engine.js";
import { cpu } from "../src/index.js";

const runtime = createRuntime({ backends: [await cpu({ threads: 1 })] });
const x = Float32Array.of(-1, 0.5, 3);

it("runs fast calls in float32 where that is accurate, and says how this is known", () => {
  const known: Explanation = {
    arithmetic: "float32",
    reason: "The float32 kernel is within the bound; that was measured when the package was built.",
  };
  expect(runtime.which(gelu, x).explanation).toEqual(known);
  expect(runtime.which(softmax, x).explanation).toEqual(known);
  const scaled = defineActivation({ name: "scaled", expression: ({ x }) => mul(1.7, tanh(div(x, 3))) });
  expect(runtime.which(scaled, x).explanation).toEqual({
    arithmetic: "float32",
    reason: "The float32 kernel is within the bound; that was measured before the first call.",
  });
});

it("runs a soft cap in float32, with the right bits where x / cap is subnormal", () => {
  const softCap = defineActivation({
    name: "softCap",
    options: { cap: { type: "number", default: 30, tex: "c", description: "The bound of the values." } },
    expression: ({ x, cap }) => mul(cap, tanh(div(x, cap))),
  });
  const tiny = Float32Array.of(-4.078554290015068e-38, 1e-45, -0, 0, 3e-39, 2 ** -64, -(2 ** -65), NaN);
  expect(runtime.which(softCap, x).explanation?.arithmetic).toBe("float32");
  expect(runtime.forwardSync(softCap, tiny)).toEqual(tiny);
  const ends = runtime.forwardSync(softCap, Float32Array.of(Infinity, -Infinity));
  expect(ends).toEqual(Float32Array.of(30, -30));
  // Another cap is an input, and its rounding adds to the others.
  expect(runtime.which(softCap, x, { cap: 50 }).explanation?.reason).toMatch(
    /^The float32 kernel is inaccurate: at x = 7\.7\d+, cap = 3565\.7\d+ it gives .* at most 3\.6 are allowed\)\.$/,
  );
});

it("says that strict calls and float64 tensors are computed in double", () => {
  expect(runtime.which(gelu, x, { precision: "strict" }).explanation).toEqual({
    arithmetic: "float64",
    reason: "The call asks for strict precision.",
  });
  expect(runtime.which(gelu, Float64Array.of(1)).explanation).toEqual({
    arithmetic: "float64",
    reason: "The tensors are float64.",
  });
});

it("names the primitive that has no float32 form", () => {
  expect(runtime.which(sine, x).explanation).toEqual({
    arithmetic: "float64",
    reason: "sin has no float32 form.",
  });
  const own = defineActivation({ name: "own", expression: ({ x }) => atan(x) });
  expect(runtime.which(own, x).explanation?.reason).toBe("atan has no float32 form.");
});

it("names the input at which float32 was refused, and it is so", () => {
  const cancels = defineActivation({
    name: "cancels",
    options: { shift: { type: "number", default: 1, tex: "s", description: "What is taken away again." } },
    expression: ({ x, shift }) => sub(mul(x, 1.0001), mul(x, shift)),
  });
  const { explanation } = runtime.which(cancels, x, { shift: 1.00037 });
  expect(explanation?.arithmetic).toBe("float64");
  const found =
    /at x = (\S+), shift = (\S+) it gives \S+; the exact result is (\S+) \((\S+) ulp; at most 3.6 are allowed\)/.exec(
      explanation?.reason ?? "",
    );
  const [at = NaN, used = NaN, exact = NaN, ulp = NaN] = found?.slice(1).map(Number) ?? [];
  const value = runtime.forwardSync(cancels as Activation, Float64Array.of(at), { shift: used });
  expect((value as Float64Array)[0]).toBeCloseTo(exact, 12);
  expect(ulp).toBeGreaterThan(3.6);
});

it("tells the same in the end event of each call", () => {
  const told: (Explanation | undefined)[] = [];
  const stop = runtime.on("end", ({ explanation }) => told.push(explanation));
  runtime.forwardSync(gelu, x);
  runtime.forwardSync(sine, x);
  stop();
  expect(told).toEqual([runtime.which(gelu, x).explanation, runtime.which(sine, x).explanation]);
});

it("lists in info the fast kernels that run in double", async () => {
  const backend = await cpu({ threads: 1 });
  const other = createRuntime({ backends: [backend] });
  expect(backend.info.inDouble).toEqual([]);
  other.forwardSync(gelu, x);
  other.forwardSync(gelu, x, { precision: "strict" });
  other.forwardSync(sine, x);
  other.forwardSync(sine, x);
  expect(backend.info.inDouble).toEqual([
    { activation: "sine", pass: "forward", reason: "sin has no float32 form." },
  ]);
});

it("says that TypeScript computes in double where WebAssembly may not be compiled", () => {
  const scalar = createRuntime({ backends: [new CpuBackend(new Engine({ simd: false, fused: false }))] });
  expect(scalar.which(gelu, x).explanation).toEqual({
    arithmetic: "float64",
    reason: "WebAssembly cannot compile this kernel here, so TypeScript computes it, in double.",
  });
});

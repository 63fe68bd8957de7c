import * as core from "@actfn/core";
import { type AnyActivation, createRuntime, defineActivation, type Expression } from "@actfn/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDevice } from "../src/device/open.js";
import { webgpu } from "../src/index.js";
import { drawn, strictDifference } from "./strict-bits.js";

type Open = Awaited<ReturnType<typeof openDevice>>;

let open: Open;
let backend: Awaited<ReturnType<typeof webgpu>>;
/** What the compiler objects to, of every shader that reaches it. */
const objections: Promise<string[]>[] = [];
let shaders = 0;

beforeAll(async () => {
  open = await openDevice({});
  const { gpu } = open;
  const create = gpu.createShaderModule.bind(gpu);
  gpu.createShaderModule = (descriptor) => {
    const module = create(descriptor);
    shaders++;
    objections.push(
      module.getCompilationInfo().then(({ messages }) => {
        return [...messages].filter(({ type }) => type === "error").map(({ message }) => message);
      }),
    );
    return module;
  };
  backend = await webgpu({ device: gpu as never });
});
afterAll(async () => {
  await backend.dispose();
  open.gpu.destroy();
});

/** Numbers that WGSL does not take as constants, or that its compilers calculate with: no float32 at all, NaN, infinite, subnormal. */
const constants = [
  0,
  -0,
  1e39,
  -1e300,
  5e-324,
  1e-45,
  Infinity,
  -Infinity,
  Number.NaN,
  0.1,
  3.4e38,
  12582912,
];

const unary = [core.neg, core.abs, core.sign, core.exp, core.tanh, core.sigmoid, core.sqrt, core.square];
const binary = [core.add, core.sub, core.mul, core.div, core.min, core.max, core.greater, core.equal];

/** Expressions of nested choices, quotients by what may be 0, and constants that are hostile. */
const { expression } = fc.letrec<{ expression: (x: Expression) => Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant((x: Expression) => x),
    fc.constantFrom(...constants).map((value) => () => core.constant(value)),
    fc.tuple(fc.constantFrom(...unary), tie("expression")).map(
      ([op, a]) =>
        (x: Expression) =>
          op(a(x)),
    ),
    fc.tuple(fc.constantFrom(...binary), tie("expression"), tie("expression")).map(
      ([op, a, b]) =>
        (x: Expression) =>
          op(a(x), b(x)),
    ),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(
      ([a, b, c]) =>
        (x: Expression) =>
          core.where(core.less(a(x), b(x)), c(x), b(x)),
    ),
  ),
}));

function activationOf(write: (x: Expression) => Expression): AnyActivation | undefined {
  try {
    return defineActivation({ name: "hostile", expression: ({ x }) => core.add(core.mul(x, 0.5), write(x)) });
  } catch (error) {
    // A definition that core refuses reaches no backend.
    if (error instanceof core.DefinitionError) return undefined;
    throw error;
  }
}

it("hostile expressions compute at both precisions, with the reference's bits at strict, and every shader compiles", async () => {
  const fast = createRuntime({ backends: [backend], precision: "fast" });
  const x = drawn([16], "float32", 3);
  await fc.assert(
    fc.asyncProperty(expression, async (write) => {
      const activation = activationOf(write);
      if (activation === undefined) return;
      await fast.forward(activation, x);
      await fast.backward(activation, x, x);
      expect(await strictDifference(backend, activation, x, {})).toBeUndefined();
    }),
    { seed: 16, numRuns: 40 },
  );
  expect(shaders).toBeGreaterThan(10);
  expect((await Promise.all(objections)).flat()).toEqual([]);
}, 600_000);

import {
  catalogue,
  type Definition,
  defineActivation,
  greater,
  type KernelRequest,
  mul,
  type Pass,
  sizeOf,
  type Tensor,
  tensor,
  toRequest,
  where,
} from "@actfn/core";
import { interpretBoth, Programs } from "@actfn/core/float32";
import { interpret, kernelOf, type Program, uniformValue } from "@actfn/core/program";
import { afterAll, describe, expect, it } from "vitest";
import { webgpu } from "../src/index.js";

const backend = await webgpu();
afterAll(() => backend.dispose());
const programs = new Programs(interpretBoth, "complete");

/** Numbers where functions bend, of every size, and those that arithmetic treats in its own way. */
const line = Float32Array.from({ length: 1024 }, (_, i) => {
  const t = i / 512 - 1;
  return i % 2 === 0 ? 20 * t : Math.sign(t) * 2 ** (240 * Math.abs(t) - 120);
});
line.set([0, -0, NaN, Infinity, -Infinity, 1, -1, 3.4028234663852886e38]);

function requestFor(definition: Definition, pass: Pass): KernelRequest {
  const tensors = Object.entries(definition.options).filter(([, { type }]) => type === "tensor");
  const options = Object.fromEntries(tensors.map(([name]) => [name, tensor(line.map((x) => x / 3))]));
  const call = { definition, x: tensor(line), options };
  const forward = toRequest({ ...call, pass: "forward" }, "fast");
  if (pass === "forward") return forward;
  const shape = forward.shapes[0] ?? [];
  const numbers = Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => line[(i + 3) % line.length] as number,
  );
  const dy = tensor(numbers, { shape });
  return toRequest({ ...call, pass, dy }, "fast");
}

/** What core's interpreter gives for the same program on the same numbers. */
function expected(made: Program, request: KernelRequest): Float64Array[] {
  const kernel = kernelOf(request);
  const inputs = kernel.inputs.map(({ tensor: at, uniform, part, parts }) => {
    if (uniform !== undefined) return Float64Array.of(uniformValue(uniform, request.options, "float32"));
    const data = Float64Array.from((request.inputs[at] as Tensor).data);
    return data.subarray((part * data.length) / parts, ((part + 1) * data.length) / parts);
  });
  const length = Math.max(...inputs.map((values) => values.length));
  const outputs = made.outputs.map(() => new Float64Array(length));
  const isUniform = kernel.inputs.map(({ access }) => access === "uniform");
  interpret(made, isUniform)(inputs, outputs, length);
  return outputs;
}

async function compare(definition: Definition, pass: Pass): Promise<boolean> {
  const request = requestFor(definition, pass);
  const kernel = kernelOf(request);
  const { made } = programs.elements(kernel, request);
  if (made.format !== "float32") return false;
  const results = await backend.execute(request);
  const dy = request.inputs.at(-1);
  for (const [j, values] of expected(made, request).entries()) {
    const { tensor: at, part, parts } = kernel.outputs[j] as (typeof kernel.outputs)[number];
    const data = (results[at] as Tensor<"float32">).data;
    const got = data.subarray((part * data.length) / parts, ((part + 1) * data.length) / parts);
    for (const [i, value] of values.entries()) {
      const found = got[i] as number;
      // Where a number on the way is subnormal, the device may have taken it for 0; a slope is multiplied by dy afterwards.
      const factors = pass === "forward" ? [] : [dy?.data[i] ?? 0, dy?.data[values.length + i] ?? 0];
      const isNear = Math.abs(found - value) <= 2 ** -120 * Math.max(1, ...factors.map(Math.abs));
      if (!Object.is(found, value) && !isNear) {
        expect([definition.name, pass, j, line[i], found]).toEqual([
          definition.name,
          pass,
          j,
          line[i],
          value,
        ]);
      }
    }
  }
  return true;
}

describe.each(["forward", "backward"] as const)("%s in float32", (pass) => {
  it("the whole catalogue has the bits of the interpreter, where nothing is subnormal", async () => {
    let compared = 0;
    for (const { definition } of catalogue) {
      if (definition.domain.kind === "axis" || definition.family === "random") continue;
      if (await compare(definition, pass)) compared++;
    }
    expect(compared).toBeGreaterThan(25);
  });

  it("so has an expression whose constants are as large and as small as can be", async () => {
    const { definition } = defineActivation({
      name: "hostile",
      expression: ({ x }) => where(greater(x, 1e38), 3e38, where(greater(x, -3e38), mul(x, 2), mul(x, -0.5))),
    });
    expect(await compare(definition, pass)).toBe(true);
  });
});

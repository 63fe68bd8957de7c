import { type AnyActivation, activationNamed, type Tensor, Tensor as TensorOf, toRequest } from "@actfn/core";
import * as ort from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportModel, type OnnxBackend, onnx } from "../src/index.js";
import { absent, type NodeTest, nodeTests, type Stored } from "./node-tests.js";

/** The activation and options that an ONNX operator with these attributes is; undefined for what is none of ours. */
function activationOf({
  op,
  attributes: a,
  inputs,
}: NodeTest): [AnyActivation, Record<string, unknown>] | undefined {
  const named = (
    name: string,
    options: Record<string, unknown> = {},
  ): [AnyActivation, Record<string, unknown>] => [activationNamed(name), options];
  const [, second, third] = inputs;
  switch (op) {
    case "LeakyRelu":
      return named("leakyRelu", { negativeSlope: a["alpha"] ?? 0.01 });
    case "PRelu":
      return named("prelu", { weight: alignedRight(second as Stored, (inputs[0] as Stored).dims.length) });
    case "Elu":
    case "Celu":
    case "ThresholdedRelu":
      return named(op, { alpha: a["alpha"] ?? 1 });
    case "Gelu":
      return named("gelu", { approximate: a["approximate"] ?? "none" });
    case "Softmax":
    case "LogSoftmax":
    case "Hardmax":
      return named(op, { axis: a["axis"] ?? -1 });
    case "Shrink": {
      const lambda = a["lambd"] ?? 0.5;
      return named((a["bias"] ?? 0) === 0 ? "hardshrink" : "softshrink", { lambda });
    }
    case "Clip":
      if (second === undefined || third === undefined || second.type === "int8") return undefined;
      // A lower bound above the upper one is an error here, where ONNX gives the upper one.
      if ((second.data[0] as number) > (third.data[0] as number)) return undefined;
      return named("hardTanh", { minVal: second.data[0], maxVal: third.data[0] });
    case "HardSigmoid":
      return undefined; // its test has other slopes than the one of PyTorch, which ours has
    case "Swish":
      return named("silu");
    default:
      return named(op);
  }
}

/** A slope as NumPy and ONNX broadcast it: along the last axes. */
function alignedRight({ dims, data }: Stored, rank: number): Tensor {
  const ones = Array<number>(rank - dims.length).fill(1);
  return new TensorOf("float32", [...ones, ...dims], data as Float32Array);
}

function tensorOf({ dims, data }: Stored): Tensor {
  return new TensorOf("float32", dims, data as Float32Array);
}

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(got.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [got[i] as number, expected[i] as number];
    if (Object.is(a, b)) continue;
    expect(Math.abs(a - b), `element ${i}: ${a}, expected ${b}`).toBeLessThanOrEqual(
      1e-6 + 1e-5 * Math.abs(b),
    );
  }
}

describe.skipIf(absent !== undefined)(
  `ONNX's own node tests${absent === undefined ? "" : ` (${absent})`}`,
  () => {
    const tests = nodeTests();
    let backend: OnnxBackend;
    beforeAll(async () => {
      backend = await onnx();
    });
    afterAll(() => backend.dispose());

    it("are there", () => {
      expect(tests.length).toBeGreaterThanOrEqual(36);
      expect(tests.filter((test) => activationOf(test) !== undefined).length).toBeGreaterThanOrEqual(28);
    });

    it.each(tests.map((test) => [test.name, test] as const))("%s runs as it is", async (_, test) => {
      const session = await ort.InferenceSession.create(test.model, { logSeverityLevel: 4 });
      const feeds = test.inputs.map(({ type, data, dims }, i) => {
        return [
          test.inputNames[i] as string,
          new ort.Tensor(type as "float32", data as Float32Array, dims),
        ] as const;
      });
      const results = await session.run(Object.fromEntries(feeds));
      for (const [i, name] of test.outputNames.entries()) {
        expectClose(results[name]?.data as Float32Array, (test.outputs[i] as Stored).data);
      }
      await session.release();
    });

    describe.each(["fast", "strict"] as const)("through our own graphs, %s", (precision) => {
      it.each(
        tests.flatMap((test) => {
          const found = activationOf(test);
          return found === undefined ? [] : [[test.name, test, ...found] as const];
        }),
      )("%s", async (_, test, activation, options) => {
        const [input, output] = [test.inputs[0] as Stored, test.outputs[0] as Stored];
        const x = tensorOf(input);
        const request = toRequest(
          { definition: activation.definition, pass: "forward", x, options },
          precision,
        );
        expectClose((await backend.execute(request))[0]?.data as Float32Array, output.data);
        if (activation.definition.name === "prelu") return;
        const session = await ort.InferenceSession.create(
          exportModel(activation, { options, precision, shape: input.dims }),
          { logSeverityLevel: 4 },
        );
        const { y } = await session.run({
          x: new ort.Tensor("float32", input.data as Float32Array, input.dims),
        });
        expectClose(y?.data as Float32Array, output.data);
        expect(y?.dims).toEqual(output.dims);
        await session.release();
      });
    });
  },
);

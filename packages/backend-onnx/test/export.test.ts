import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  cast,
  catalogue,
  createRuntime,
  type DType,
  defineActivation,
  dtypes,
  gelu,
  glu,
  logSumExp,
  maxout,
  mish,
  mul,
  prelu,
  relu,
  softmax,
  type Tensor,
  tanh,
  tensor,
  toRequest,
} from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import * as ort from "onnxruntime-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../src/cli/run.js";
import { exportGraph } from "../src/export/export-model.js";
import { castAtEdges } from "../src/graph/cast-edges.js";
import { ExportError, exportModel, exportModelRepository, modelRepository, onnx } from "../src/index.js";
import { modelBytes } from "../src/model/graph-model.js";

const read = (bytes: Uint8Array) => fromBinary(ModelProtoSchema, bytes);
const nodes = (bytes: Uint8Array): string[] => read(bytes).graph?.node.map(({ opType }) => opType) ?? [];

/** Runs a model on ONNX Runtime as any user of the file would. */
async function runModel(
  model: Uint8Array,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Record<string, number[]>> {
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
  const given = Object.entries(feeds).map(
    ([name, { dtype, data, shape }]) =>
      [name, new ort.Tensor(dtype as "float32", data as Float32Array, shape)] as const,
  );
  const results = await session.run(Object.fromEntries(given));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, [...(data as Float32Array)]]),
  );
}

describe("exportModel", () => {
  it("writes the native operator with PyTorch's options", () => {
    const model = exportModel(gelu, { options: { approximate: "tanh" }, rank: 3 });
    expect(nodes(model)).toEqual(["Gelu"]);
    expect(read(model).opsetImport.map(({ version }) => version)).toEqual([20n]);
  });

  it("writes a model whose tensor option extends along any axes", async () => {
    const model = exportModel(prelu, { shape: ["n", 2, "h", 2], tensors: { weight: [1, 3] } });
    const x = tensor(new Float32Array(16).fill(-1), { shape: [2, 2, 2, 2] });
    const weight = tensor(Float32Array.of(1, 2, 3, 4), { shape: [1, 2, 1, 2] });
    const [y] = evaluateRequest(
      toRequest({ definition: prelu.definition, pass: "forward", x, options: { weight } }, "fast"),
    );
    expect((await runModel(model, { x, weight }))["y"]).toEqual([...(y as Tensor).data]);
  });

  it("writes a model for the user's own shape and axis", async () => {
    const model = exportModel(softmax, { options: { axis: 1 }, shape: ["batch", 3, 2], precision: "strict" });
    const x = tensor([
      [
        [1, 2],
        [3, 4],
        [5, 7],
      ],
    ]);
    const request = toRequest(
      { definition: softmax.definition, pass: "forward", x, options: { axis: 1 } },
      "strict",
    );
    const { y } = await runModel(model, { x });
    expect(y).toEqual([...(evaluateRequest(request)[0] as Tensor).data]);
  });

  it("writes both passes into one model, tensor options as inputs", async () => {
    const model = exportModel(prelu, { pass: "both", shape: ["n", 2, "w"], precision: "strict" });
    const x = tensor([
      [
        [-1, 2],
        [-3, 4],
      ],
      [
        [5, -6],
        [-7, 8],
      ],
    ]);
    const dy = tensor([
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
    const weight = tensor([[[0.5], [0.25]]]);
    const results = await runModel(model, { x, weight, dy });
    expect(results["y"]).toEqual([-0.5, 2, -0.75, 4, 5, -3, -1.75, 8]);
    expect(results["dx"]).toEqual([0.5, 1, 0.25, 1, 1, 0.5, 0.25, 1]);
    expect(results["dweight"]).toEqual([-7, -10]);
  });

  it("drops the axis that an activation reduces, in y and in dy", async () => {
    const x = tensor([
      [0, 0],
      [0, Math.log(3)],
    ]);
    const both = await runModel(exportModel(logSumExp, { pass: "both", precision: "strict" }), {
      x,
      dy: tensor([1, 2]),
    });
    expect(both["y"]).toEqual([Math.fround(Math.log(2)), Math.fround(Math.log(4))]);
    expect(both["dx"]?.map((slope) => Number(slope.toFixed(6)))).toEqual([0.5, 0.5, 0.5, 1.5]);
  });

  it("cuts an axis of any length into parts", async () => {
    const model = exportModel(glu, { options: { axis: 0 }, rank: 1, precision: "strict" });
    expect((await runModel(model, { x: tensor([1, 2, 0, 0]) }))["y"]).toEqual([0.5, 1]);
    expect((await runModel(model, { x: tensor([4, 0]) }))["y"]).toEqual([2]);
  });

  it("exports activations of one's own", async () => {
    const own = defineActivation({ name: "ownTanh", expression: ({ x }) => mul(x, tanh(x)) });
    const { dx } = await runModel(exportModel(own, { pass: "backward" }), {
      x: tensor([0]),
      dy: tensor([1]),
    });
    expect(dx).toEqual([0]);
  });

  it.each(
    catalogue.flatMap((activation) =>
      dtypes.map((dtype) => [activation.definition.name, dtype, activation] as const),
    ),
  )("exports %s in %s so that ONNX Runtime loads it", async (_, dtype: DType, activation) => {
    // JavaScript's ONNX Runtime reads no model with bfloat16 at its edges; the Python suite does.
    const isFed = dtype !== "bfloat16";
    const graph = exportGraph(activation, { pass: "both", dtype, rank: 4 });
    const model = modelBytes(isFed ? graph : castAtEdges(graph, "float"), "test");
    const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
    expect(session.outputNames.slice(0, 2)).toEqual(["y", "dx"]);
    await session.release();
  });

  it.each([relu, gelu, glu, softmax, mish])(
    "exports bfloat16 to the bits that the backend gives",
    async (activation) => {
      const x = cast(
        tensor([
          [0.5, -3, 1e-3, 7],
          [-1.25, 2, 0, -9],
        ]),
        "bfloat16",
      );
      // Cast once more at the edges, since JavaScript cannot feed a bfloat16.
      const graph = castAtEdges(exportGraph(activation, { dtype: "bfloat16", rank: 2 }), "float");
      const { y } = await runModel(modelBytes(graph, "test"), { x: cast(x, "float32") });
      const backend = await onnx();
      const runtime = createRuntime({ backends: [backend] });
      const answer = (await runtime.forward(activation, x)) as Tensor;
      expect(y).toEqual([...cast(answer, "float32").data]);
      await runtime.dispose();
    },
  );

  it("says what is wrong with a shape, an axis and an option", () => {
    expect(() => exportModel(softmax, { options: { axis: 3 }, rank: 2 })).toThrow(/axis 3/);
    expect(() => exportModel(glu, { shape: ["n", 3] })).toThrow(/multiple of 2/);
    expect(() => exportModel(relu, { shape: [0] })).toThrow(/neither a length nor a name/);
    expect(() => exportModel(relu, { options: { slope: 1 } })).toThrow(/no option "slope"/);
    expect(() => exportModel(prelu, { rank: 1, tensors: { weight: "channel" } })).toThrow(/at least 2 axes/);
    expect(() => exportModel(prelu, { rank: 2, tensors: { weight: [2] } })).toThrow(/axis 2, but x has 2/);
  });

  it.each([
    [{ pass: "fwd" }, /pass is "fwd"; it must be one of "forward", "backward", "both"/],
    [{ dtype: "float8" }, /dtype is "float8"; it must be one of "float32"/],
    [{ precision: "exact" }, /precision is "exact"; it must be one of "fast", "strict"/],
    [{ opset: 13 }, /no option "opset"\. The options are "pass"/],
    [{ tensors: { wieght: "channel" } }, /no tensor option "wieght"\. Did you mean "weight"\?/],
    [{ rank: 2, tensors: { weight: "chanel" } }, /"chanel"; it must be one of "scalar", "channel"/],
    [{ shape: [2 ** 60] }, /1152921504606847000 in the shape is neither a length nor a name/],
    [{ shape: "n" }, /must be a list of lengths/],
    [{ shape: [undefined] }, /undefined in the shape/],
  ])("refuses %j rather than export something else", (asked, message) => {
    const exported = (): unknown => exportModel(prelu, asked as never);
    expect(exported).toThrow(ExportError);
    expect(exported).toThrow(message);
  });

  it("takes what is undefined for absent", () => {
    const asked = { pass: undefined, tensors: { weight: undefined } };
    expect(exportModel(prelu, asked as never)).toEqual(exportModel(prelu));
  });

  it("cuts an axis of many into many parts without a tensor of that size", () => {
    expect(exportModel(maxout, { rank: 16, options: { pieces: 64 } }).length).toBeGreaterThan(0);
    expect(() => exportModel(maxout, { options: { pieces: 65 } })).toThrow(/an integer from 1 to 64/);
    expect(() => exportModel(softmax, { options: { axis: "last" as never } })).toThrow(/axis/);
  });
});

describe("a model repository", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "actfn onnx "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has a configuration without a batch and a model for each activation", async () => {
    await exportModelRepository(folder, [
      { activation: relu },
      { activation: softmax, pass: "backward", shape: ["n", 10], dtype: "float16" },
    ]);
    expect(readdirSync(folder)).toEqual(["relu", "softmax_backward"]);
    const config = readFileSync(join(folder, "softmax_backward", "config.pbtxt"), "utf8");
    expect(config).toMatch(/^# Loads in ONNX Runtime 1\.\d+ and newer\.\n/);
    expect(config).toContain("max_batch_size: 0");
    expect(config).toContain('name: "dy"\n    data_type: TYPE_FP16\n    dims: [ -1, 10 ]');
    expect(nodes(readFileSync(join(folder, "relu", "1", "model.onnx")))).toEqual(["Relu"]);
  });

  it("refuses two models of one name, and scalars, and writes nothing", async () => {
    expect(() => modelRepository([{ activation: relu }, { activation: relu, dtype: "float64" }])).toThrow(
      /two models/,
    );
    await expect(
      exportModelRepository(folder, [{ activation: relu }, { activation: gelu, rank: 0 }]),
    ).rejects.toThrow(/not support scalars, and x is a scalar/);
    expect(() => modelRepository([{ activation: logSumExp, shape: ["n"] }])).toThrow(/and y is a scalar/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(["..", ".", ".hidden", "-o", "a/b", "", 7])("does not take %j for a name", async (name) => {
    const inner = join(folder, "models");
    const model = { activation: relu, name: name as string };
    await expect(exportModelRepository(inner, [model])).rejects.toThrow(/is not a valid model name/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is written by the command too", async () => {
    const said: string[] = [];
    const terminal = { out: (line: string) => said.push(line), error: (line: string) => said.push(line) };
    const file = join(folder, "one.onnx");
    expect(await run(["export", "leaky_relu", "--option", "negativeSlope=0.3", "-o", file], terminal)).toBe(
      0,
    );
    expect(read(readFileSync(file)).graph?.node[0]?.attribute[0]?.f).toBe(Math.fround(0.3));
    expect(
      await run(["repository", join(folder, "r"), "gelu:approximate=tanh", "softmax:axis=0"], terminal),
    ).toBe(0);
    expect(readdirSync(join(folder, "r"))).toEqual(["gelu", "softmax"]);
    expect(await run(["export", "gelu", "--pass", "sideways"], terminal)).toBe(2);
    expect(said.join("\n")).toMatch(/--pass is "sideways"; it must be one of forward, backward, both/);
    expect(await run(["export", "softmax", "--axis", "1"], terminal)).toBe(2);
    expect(said.join("\n")).toMatch(
      /no option --axis\. For an option of the activation, write --option axis=/,
    );
    expect(await run(["export", "gelu", "--rank", "three"], terminal)).toBe(2);
    expect(said.join("\n")).toMatch(/--rank is "three"; it must be a number of axes/);
    expect(await run(["export", "reluu"], terminal)).toBe(1);
    for (const wrong of [
      ["--tensor", "wieght=channel"],
      ["--shape", `${2 ** 60}`],
      ["--shape", "a,,b"],
    ]) {
      expect(await run(["export", "prelu", ...wrong, "-o", join(folder, "x.onnx")], terminal)).toBe(1);
    }
    expect(said.slice(-3)).toEqual([
      expect.stringMatching(/no tensor option "wieght"\. Did you mean "weight"\?/),
      expect.stringMatching(/1152921504606847000 in the shape is neither/),
      expect.stringMatching(/"" in the shape is neither/),
    ]);
    expect(await run([], terminal)).toBe(2);
  });
});

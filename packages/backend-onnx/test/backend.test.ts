import {
  BackendDisposedError,
  BackendStartError,
  ConfigError,
  createRuntime,
  DTypeError,
  defineActivation,
  gelu,
  leakyRelu,
  mul,
  prelu,
  relu,
  silu,
  softmax,
  type Tensor,
  tensor,
  toRequest,
} from "@actfn/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { GraphError, type OnnxBackend, type OnnxRuntime, onnx, ProviderError } from "../src/index.js";
import { version } from "../src/version.js";
import { publicOnly } from "./public-only.js";
import { requestFor } from "./requests.js";

describe("onnx()", () => {
  let backend: OnnxBackend | undefined;
  afterEach(() => backend?.dispose());

  it("is ready, and says what it is", async () => {
    backend = await onnx();
    expect(backend.info).toMatchObject({
      version: manifest.version,
      runtime: `onnxruntime-node ${ort.env.versions.common}`,
      device: "cpu",
      provider: "cpu",
      requestedProviders: ["cpu"],
      threads: 1,
    });
    expect(backend.info.native).toContain("gelu");
    expect(version).toBe(manifest.version);
  });

  it("answers at once on onnxruntime-node, and the same as later", async () => {
    backend = await onnx();
    const runtime = createRuntime({ backends: [backend] });
    const x = new Float32Array([-2, -0, 3]);
    expect(runtime.forwardSync(relu, x)).toEqual(new Float32Array([0, -0, 3]));
    expect(await runtime.forward(relu, x)).toEqual(runtime.forwardSync(relu, x));
  });

  it("runs on any ONNX Runtime through its public interface, without a synchronous answer", async () => {
    backend = await onnx({ runtime: publicOnly });
    expect(backend.executeSync).toBeUndefined();
    const native = await onnx();
    for (const activation of [gelu, softmax, prelu]) {
      for (const pass of ["forward", "backward"] as const) {
        const request = requestFor(activation, { dtype: "float32", pass, precision: "strict" });
        expect(await backend.execute(request)).toEqual(await native.execute(request));
      }
    }
    await native.dispose();
  });

  it("fills what it is given, in place too, on every path", async () => {
    for (const runtime of [undefined, publicOnly]) {
      backend = await onnx(runtime === undefined ? {} : { runtime });
      const calls = createRuntime({ backends: [backend] });
      const x = new Float32Array([-1, 2]);
      const out = new Float32Array(2);
      expect(await calls.forward(relu, x, { out })).toBe(out);
      expect([...out]).toEqual([0, 2]);
      await calls.backward(silu, x, new Float32Array([0, 1]), { out: x, precision: "strict" });
      expect([...x]).toEqual([0, Math.fround(1.0907842487848955)]);
      await backend.dispose();
    }
  });

  it("takes shared memory", async () => {
    backend = await onnx();
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared.set([-1, 1]);
    expect(await createRuntime({ backends: [backend] }).forward(relu, shared)).toEqual(
      new Float32Array([0, 1]),
    );
  });

  it("keeps calls that overlap apart", async () => {
    backend = await onnx({ runtime: publicOnly, sessions: 2 });
    const calls = createRuntime({ backends: [backend], precision: "strict" });
    const slopes = Array.from({ length: 20 }, (_, i) => i / 8);
    const answers = await Promise.all(
      slopes.map((weight) => calls.forward(prelu, tensor([-8, 8]), { weight }) as Promise<Tensor>),
    );
    expect(answers.map(({ data }) => [...data])).toEqual(slopes.map((slope) => [-8 * slope, 8]));
  });

  it("waits for calls in flight when it is disposed of, and takes none afterwards", async () => {
    backend = await onnx({ runtime: publicOnly });
    const request = requestFor(gelu, { dtype: "float32", pass: "forward", precision: "fast" });
    const inFlight = backend.execute(request);
    await Promise.all([backend.dispose(), backend.dispose()]);
    expect((await inFlight)[0]?.size).toBe(request.inputs[0]?.size);
    await expect(backend.execute(request)).rejects.toBeInstanceOf(BackendDisposedError);
    const atOnce = await onnx();
    await atOnce.dispose();
    expect(() => atOnce.executeSync?.(request)).toThrow(BackendDisposedError);
  });

  it("says what to install where there is no runtime, and what to pass where it is none", async () => {
    await expect(onnx({ runtime: {} as OnnxRuntime })).rejects.toThrow(/import \* as ort from/);
    await expect(onnx({ runtime: {} as OnnxRuntime })).rejects.toBeInstanceOf(BackendStartError);
  });

  it("refuses a provider that is not there, takes the first of a list that is, and tells both", async () => {
    await expect(onnx({ executionProviders: "tpu" })).rejects.toBeInstanceOf(ProviderError);
    await expect(onnx({ executionProviders: ["tpu", "npu"] })).rejects.toThrow(
      /no execution provider "tpu" or "npu".*The built-in ones are .*"cpu".*Request/,
    );
    backend = await onnx({ executionProviders: ["tpu", "cpu"] });
    expect(backend.info).toMatchObject({
      requestedProviders: ["tpu", "cpu"],
      provider: "cpu",
      device: "cpu",
    });
  });

  it("hands an execution provider's options to the runtime", async () => {
    const given: unknown[] = [];
    const { InferenceSession, Tensor } = publicOnly;
    const create: typeof InferenceSession.create = (model, options) => {
      given.push(options?.["executionProviders"]);
      return InferenceSession.create(model, options);
    };
    const listSupportedBackends = (): { name: string }[] => [{ name: "cpu" }];
    const provider = { name: "cpu", useArena: false };
    backend = await onnx({
      runtime: { Tensor, InferenceSession: { create }, listSupportedBackends },
      executionProviders: [{ name: "tpu" }, provider],
    });
    expect(backend.info).toMatchObject({ requestedProviders: ["tpu", "cpu"], provider: "cpu" });
    await backend.execute(
      toRequest({ definition: relu.definition, pass: "forward", x: tensor([1]), options: {} }, "fast"),
    );
    expect(given).toEqual([[provider], [provider]]);
  });

  it("says on which code path it runs", async () => {
    backend = await onnx();
    const { codePath } = backend.info;
    expect(codePath).toMatchObject({ runtime: "onnxruntime-node", provider: "cpu" });
    expect(codePath.version).toMatch(/^\d+\.\d+\.\d+/);
    // On a processor that nobody has measured it says nothing of it.
    if (process.arch === "x64") expect(["sse4", "avx2", "avx512"]).toContain(codePath.variant);
  });

  it.each([
    [
      { executionProvider: "cuda" },
      /there is no option "executionProvider"\. Did you mean "executionProviders"\?/,
    ],
    [{ executionProviders: [] }, /executionProviders is .*or a list of one or more of these/],
    [
      { executionProviders: { deviceId: 1 } },
      /an object with a name such as \{ name: "cuda", deviceId: 1 \}/,
    ],
    [{ executionProviders: ["cpu", 1] }, /executionProviders/],
    [{ executionProviders: "" }, /executionProviders is "";/],
    [
      { sessionOptions: { executionProviders: ["cuda"] } },
      /left out\. Set executionProviders of onnx\(\) instead/,
    ],
    [{ sessionOptions: "fast" }, /sessionOptions is "fast"; it must be an object/],
    [{ threads: -3 }, /threads is -3; it must be an integer of at least 1/],
    [{ threads: "two" }, /threads is "two"/],
    [{ sessions: 0 }, /sessions is 0; it must be an integer of at least 1/],
    [{ sessions: Number.NaN }, /sessions is NaN/],
    [{ sessions: "x" }, /sessions is "x"/],
    [{ graphOptimizationLevel: "nope" }, /one of "disabled", "basic"/],
    [{ runtime: null }, /runtime is null; .*onnxruntime-web\/wasm/],
    [null, /the value is null/],
  ])("refuses %j, and says what is allowed", async (options, message) => {
    const error = await onnx(options as never).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });

  it("takes options that are undefined for absent", async () => {
    backend = await onnx({ threads: undefined, sessions: undefined } as never);
    expect(backend.info.threads).toBe(1);
  });

  it.each([undefined, publicOnly])("names the dtypes where a request has another", async (runtime) => {
    backend = await onnx(runtime === undefined ? {} : { runtime });
    const request = requestFor(gelu, { dtype: "float32", pass: "forward", precision: "fast" });
    for (const dtype of ["int8", "float64"] as const) {
      const error = await backend.execute({ ...request, dtype } as never).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DTypeError);
      expect((error as Error).message).toMatch(
        dtype === "int8"
          ? 'gelu: dtype is "int8"; it must be one of float32, float64, float16, bfloat16.'
          : 'gelu: an input is float32, but the request is float64. Convert it with cast(tensor, "float64").',
      );
    }
    expect((await backend.execute(request))[0]?.dtype).toBe("float32");
  });

  it("wraps what the runtime refuses, forgets it, and answers the next call", async () => {
    let refuse = true;
    const moody: OnnxRuntime = {
      ...publicOnly,
      InferenceSession: {
        create: (model, options) => {
          if (refuse && model.length > 200) return Promise.reject(new Error("no kernel"));
          return publicOnly.InferenceSession.create(model, options);
        },
      },
    };
    backend = await onnx({ runtime: moody });
    const out = new Float32Array([7]);
    const request = toRequest(
      { definition: gelu.definition, pass: "forward", x: new Float32Array(1), options: { out } },
      "strict",
    );
    await expect(backend.execute(request)).rejects.toThrow(/failed to load the graph of gelu: no kernel/);
    await expect(backend.execute(request)).rejects.toBeInstanceOf(GraphError);
    expect(out[0]).toBe(7);
    refuse = false;
    expect([...((await backend.execute(request))[0] as Tensor).data]).toEqual([0]);
    expect(backend.supports(request).status).toBe("lowered");
  });

  it("answers empty tensors and scalars", async () => {
    backend = await onnx();
    const calls = createRuntime({ backends: [backend] });
    expect(((await calls.forward(softmax, tensor([]))) as Tensor).shape).toEqual([0]);
    expect(((await calls.forward(relu, tensor(-3))) as Tensor).toArray()).toBe(0);
    const gradients = (await calls.backward(prelu, tensor([[]]), tensor([[]]), { weight: 0.5 })) as {
      weight: Tensor;
    };
    expect(gradients.weight.toArray()).toBe(0);
  });

  it("keeps no more sessions than it is told to", async () => {
    backend = await onnx({ sessions: 4 });
    const calls = createRuntime({ backends: [backend] });
    for (let i = 1; i <= 40; i++) calls.forwardSync(relu, new Float32Array(3));
    for (let i = 1; i <= 40; i++) {
      const own = defineActivation({ name: "own", expression: ({ x }) => mul(i, x) });
      expect(await calls.forward(own, new Float32Array([-1]))).toEqual(new Float32Array([-i]));
    }
    expect(backend.cache()).toEqual({ hits: 39, misses: 41, size: 4 });
  });

  it("opens no session for another value of an option", async () => {
    backend = await onnx();
    const calls = createRuntime({ backends: [backend] });
    for (let i = 1; i <= 40; i++) {
      const slope = 0.01 * i + 0.005;
      const x = new Float32Array([-1, 2]);
      const y = calls.forwardSync(leakyRelu, x, { negativeSlope: slope });
      expect(y).toEqual(new Float32Array([-slope, 2]));
      const dx = calls.backwardSync(leakyRelu, x, x, { negativeSlope: slope });
      expect(dx).toEqual(new Float32Array([-slope, 2]));
    }
    expect(backend.cache()).toEqual({ hits: 78, misses: 2, size: 2 });
  });
});

import { model } from "../onnx-model.mjs";

/** onnxruntime-node used directly: a session, a tensor of the array, `session.run`. */
export async function onnxruntimeNode() {
  return contender("onnxruntime-node", (await import("onnxruntime-node")).default, "default");
}

/** The same on one thread. */
export async function onnxruntimeNodeAlone() {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  return contender("onnxruntime-node, one thread", (await import("onnxruntime-node")).default, 1, options);
}

/** onnxruntime-web's WebAssembly, on one thread. */
export async function onnxruntimeWeb() {
  const hadWorker = "Worker" in globalThis;
  const ort = await import("onnxruntime-web");
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  await ort.InferenceSession.create(model({ op: "Relu" }, 1));
  // It defines a global `Worker`, which makes jax-js assume a browser and fail.
  if (!hadWorker) delete globalThis.Worker;
  return contender("onnxruntime-web", ort, 1);
}

function contender(name, ort, threads, options = {}) {
  const sessions = new Map();
  const session = async (spec, rank) => {
    const key = JSON.stringify([spec, rank]);
    if (!sessions.has(key)) sessions.set(key, await ort.InferenceSession.create(model(spec, rank), options));
    return sessions.get(key);
  };
  return {
    name,
    threads,
    /** Without `out` it allocates the result; with `out` it gets a preallocated tensor. */
    async prepare({ activation, pass, shape, x, out }) {
      if (pass !== "forward") return undefined;
      const run = await session(activation.onnx, shape.length);
      if (out === undefined) return () => run.run({ x: new ort.Tensor("float32", x, shape) });
      return () =>
        run.run({ x: new ort.Tensor("float32", x, shape) }, { y: new ort.Tensor("float32", out, shape) });
    },
  };
}

// The program of each row of tools: it uses the packages and returns its findings as plain data.

import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import {
  createRuntime,
  gelu,
  leakyRelu,
  mish,
  prelu,
  relu,
  silu,
  softmax,
  tanh,
  tensor,
  use,
} from "@actfn/core";
import { isolate } from "@actfn/core/isolate";

const x = Float32Array.from({ length: 64 }, (_, i) => Math.fround((i - 32) / 4.7));
const dy = Float32Array.from({ length: 64 }, (_, i) => Math.fround(1 - i / 50));

/** FNV-1a of the bits of float32 arrays, in hexadecimal. */
function digest(arrays) {
  let hash = 0x811c9dc5;
  for (const array of arrays) {
    const bits = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (const byte of bits) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Strict results of a backend: values, gradients, rows and a learned option. */
export async function strictDigest(backend) {
  const runtime = createRuntime({ backends: backend, precision: "strict" });
  const rows = tensor(x, { shape: [4, 16] });
  const results = [];
  for (const activation of [gelu, silu, mish, tanh]) {
    results.push(await runtime.forward(activation, x), await runtime.backward(activation, x, dy));
  }
  results.push((await runtime.forward(softmax, rows)).data);
  const { weight } = await runtime.backward(prelu, rows, tensor(dy, { shape: [4, 16] }), { weight: 0.25 });
  results.push(weight.data);
  return digest(results);
}

/** Results that are exact, so that every backend has their bits. */
async function exactDigest(backend) {
  const runtime = createRuntime({ backends: backend, precision: "strict" });
  return digest([
    await runtime.forward(relu, x),
    await runtime.forward(leakyRelu, x),
    await runtime.backward(relu, x, dy),
  ]);
}

async function cell(run) {
  try {
    return await run();
  } catch (error) {
    return { error: { name: error?.name, code: error?.code, message: String(error?.message ?? error) } };
  }
}

/** A call with several threads, repeated until they take part. */
async function threadsCell() {
  const [one, two] = [await cpu({ threads: 1 }), await cpu({ threads: 2 })];
  const large = Float32Array.from({ length: 300_000 }, (_, i) => Math.sin(i) * 6);
  const want = await createRuntime({ backends: one }).forward(gelu, large);
  const runtime = createRuntime({ backends: two });
  let same = true;
  for (let call = 0; call < 40 && same; call++) {
    const got = await runtime.forward(gelu, large);
    same = got.every((value, i) => Object.is(value, want[i]));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { threads, threadLimit } = two.info;
  await two.dispose();
  return { threads, threadLimit, same };
}

/**
 * `ort` is ONNX Runtime's module where it is not to be looked for, `isolated` what is given to isolate().
 */
export async function findings({ ort, isolated }) {
  return {
    cpu: await cell(async () => {
      const [backend] = await use(cpu());
      await gelu(x);
      return { digest: await strictDigest(backend), runtime: backend.info.runtime };
    }),
    threads: await cell(threadsCell),
    onnx: await cell(async () => {
      const [backend] = await use(onnx(ort === undefined ? {} : { runtime: ort }));
      const result = { digest: await exactDigest(backend), runtime: backend.info.runtime };
      await backend.dispose();
      return result;
    }),
    isolate: await cell(async () => {
      const { module, ...options } = isolated;
      const backend = await isolate(module, { factory: "cpu", startTimeout: 20_000, ...options });
      const result = { digest: await strictDigest(backend) };
      await backend.dispose();
      return result;
    }),
  };
}

/** The expected digests: those of plain Node. */
export async function rightDigests() {
  const backend = await cpu({ threads: 1 });
  return { strict: await strictDigest(backend), exact: await exactDigest(backend) };
}

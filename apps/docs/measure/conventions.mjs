// npm run measure:conventions --workspace apps/docs: asks ONNX Runtime and TensorFlow.js, and PyTorch and JAX by a Python
// that has them (ACTFN_TORCH_PYTHON, ACTFN_JAX_PYTHON; python3 where not given), where implementations choose differently.
// What cannot be asked keeps its answers of the report before.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportModel } from "@actfn/backend-onnx";
import { hardshrink, relu, sign, softmax } from "@actfn/core";
import { build } from "esbuild";
import * as ort from "onnxruntime-node";

const file = new URL("../reports/conventions.json", import.meta.url);
const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { versions: {}, answers: {} };
const { versions, answers } = before;

const number = (value) =>
  Object.is(value, -0) ? "−0" : String(Number(value.toPrecision(6))).replace("-", "−");
const shown = (values) => [...values].map(number).join(", ");

function take(framework, version, found) {
  versions[framework] = version;
  for (const [id, answer] of Object.entries(found)) answers[id] = { ...answers[id], [framework]: answer };
}

async function onnx(activation, x, options = {}) {
  const session = await ort.InferenceSession.create(exportModel(activation, { options, rank: 1 }));
  const feeds = { x: new ort.Tensor("float32", Float32Array.from(x), [x.length]) };
  const { y } = await session.run(feeds);
  return shown(y.data);
}

take("onnx", `ONNX Runtime ${ort.env.versions.node ?? ort.env.versions.common}`, {
  "relu-nan": await onnx(relu, [Number.NaN]),
  "relu-negative-zero": await onnx(relu, [-0]),
  "sign-nan": await onnx(sign, [Number.NaN]),
  "hardshrink-inside": await onnx(hardshrink, [-0.2]),
  "hardshrink-nan": await onnx(hardshrink, [Number.NaN]),
  "masked-row": await onnx(softmax, [-Infinity, -Infinity]),
});

const tf = await tensorflow();
await tf.setBackend("cpu");
const value = (f, x) => shown(f(tf.tensor1d(x)).dataSync());
const slope = (f, x, dy) => shown(tf.grad(f)(tf.tensor1d(x), tf.tensor1d(dy)).dataSync());
take("tfjs", `TensorFlow.js ${tf.version_core}`, {
  "relu-nan": value(tf.relu, [Number.NaN]),
  "relu-nan-slope": slope(tf.relu, [Number.NaN], [1]),
  "relu-negative-zero": value(tf.relu, [-0]),
  "relu-tie": slope(tf.relu, [0], [1]),
  "relu6-tie": slope(tf.relu6, [6], [1]),
  "hardtanh-tie": slope((x) => tf.clipByValue(x, -1, 1), [1], [1]),
  "leaky-tie": slope((x) => tf.leakyRelu(x, 0.01), [0], [1]),
  "relu-dy-nan": slope(tf.relu, [-1], [Number.NaN]),
  "sign-nan": value(tf.sign, [Number.NaN]),
  "silu-infinity": value((x) => tf.mul(x, tf.sigmoid(x)), [-Infinity]),
  "masked-row": value(tf.softmax, [-Infinity, -Infinity]),
  "masked-row-gradient": slope(tf.softmax, [-Infinity, -Infinity], [1, 2]),
});

for (const [framework, name, python] of [
  ["pytorch", "torch", process.env["ACTFN_TORCH_PYTHON"] ?? "python3"],
  ["jax", "jax", process.env["ACTFN_JAX_PYTHON"] ?? "python3"],
]) {
  try {
    const script = new URL("conventions.py", import.meta.url).pathname;
    const told = JSON.parse(execFileSync(python, [script, name], { encoding: "utf8" }));
    take(framework, told.version, told.answers);
  } catch (error) {
    console.error(`${name} was not asked: ${error.message.split("\n")[0]}`);
  }
}

/** TensorFlow.js with its gradients, which Node cannot load from the package as it is. */
async function tensorflow() {
  const contents = `
    import "@tensorflow/tfjs-backend-cpu";
    import "@tensorflow/tfjs-core/dist/register_all_gradients";
    export * from "@tensorflow/tfjs-core";`;
  const stdin = { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) };
  const folder = mkdtempSync(join(tmpdir(), "conventions-"));
  try {
    const outfile = join(folder, "tensorflow.cjs");
    await build({ stdin, bundle: true, platform: "node", mainFields: ["module", "main"], outfile });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const date = new Date().toISOString().slice(0, 10);
writeFileSync(file, `${JSON.stringify({ date, versions, answers }, null, 2)}\n`);
console.log(`Asked ${Object.values(versions).join(", ")}.`);

// node write_models.mjs FOLDER: every activation as models, each with inputs and what onnxruntime-node gives for them.
// The Python suite reads them; see test_models.py.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportModel } from "@actfn/backend-onnx";
import { catalogue } from "@actfn/core";
import { uniformNumbers } from "@actfn/core/program";
import ort from "onnxruntime-node";

const folder = process.argv[2] ?? ".";
const arrays = { float32: Float32Array, float64: Float64Array };

/** Numbers of every size, and the special ones. */
function sample(length, seed) {
  const next = uniformNumbers(seed);
  const special = [0, -0, 1, -1, 3, -3, 1e-40, -1e-40, 6];
  return Array.from({ length }, (_, i) => special[i % 24] ?? (next() - 0.5) * 2 ** (next() * 12 - 4));
}

/** A session's answer for its own inputs, with everything as base64 of little-endian bytes. */
async function examples(model, dtype) {
  const session = await ort.InferenceSession.create(model, {
    logSeverityLevel: 4,
    intraOpNumThreads: 1,
    graphOptimizationLevel: "basic",
  });
  const feeds = {};
  for (const [i, { name, shape }] of session.inputMetadata.entries()) {
    const dims = shape.map((length, axis) => (typeof length === "number" ? length : 6 + 2 * axis));
    const size = dims.reduce((product, length) => product * length, 1);
    feeds[name] = new ort.Tensor(dtype, arrays[dtype].from(sample(size, i + 1)), dims);
  }
  const results = await session.run(feeds);
  await session.release();
  const plain = (tensors) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { dims, data }]) => [
        name,
        { dims, bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64") },
      ]),
    );
  return { dtype, inputs: plain(feeds), outputs: plain(results) };
}

for (const activation of catalogue) {
  const { name, domain } = activation.definition;
  for (const dtype of ["float32", "float64", "float16", "bfloat16"]) {
    for (const precision of ["fast", "strict"]) {
      for (const pass of ["forward", "backward", "both"]) {
        if (dtype.endsWith("float16") && pass !== "both") continue;
        // dy's axis is named after x's where a grouped activation changes it, so that one name stands for one length.
        const grouped = domain.kind === "grouped";
        const model = exportModel(activation, {
          pass,
          dtype,
          precision,
          ...(grouped
            ? { shape: ["rows", 12], options: { axis: 1 } }
            : { rank: Math.max(2, rankOf(activation)) }),
        });
        const file = join(folder, `${name}-${pass}-${dtype}-${precision}`);
        writeFileSync(`${file}.onnx`, model);
        if (!dtype.endsWith("float16"))
          writeFileSync(`${file}.json`, JSON.stringify(await examples(model, dtype)));
      }
    }
  }
}

function rankOf({ definition }) {
  const axis = definition.options.axis?.default ?? -1;
  return axis < 0 ? -axis : axis + 1;
}

// npm run operators --workspace packages/backend-onnx -- [PROVIDER] [FOLDER]: measures every native operator in float32 on the
// code path that runs here, and writes reports/operators/<runtime>-<provider>-<variant>.json. FOLDER holds another runtime
// than the one of the workspace: FOLDER/node_modules/onnxruntime-web, say `onnxruntime-web` for the workspace's own.
//
// Other processors by emulation: qemu-x86_64 -cpu Haswell "$(which node)" measure/operators.mjs
// WebGPU without a GPU: VK_ICD_FILENAMES=<vk_swiftshader_icd.json of Chromium> node measure/operators.mjs webgpu
//
// The sizes of the declared deviations come from these reports.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { activationNamed, cast, tensor, toRequest } from "@actfn/core";
import { evaluateRequest, uniformNumbers } from "@actfn/core/program";
import { onnx } from "../dist/index.js";

const [provider, other] = process.argv.slice(2);
const runtime = other === undefined ? undefined : await web();
const backend = await onnx({
  ...(runtime && { runtime }),
  ...(provider && provider !== "default" && { executionProviders: provider }),
});

const special = {
  nan: Number.NaN,
  infinity: Infinity,
  minusInfinity: -Infinity,
  minusZero: -0,
  subnormal: 1e-40,
};
const variants = { gelu: [{}, { approximate: "tanh" }] };

const operators = [];
for (const name of backend.info.native) {
  const { definition } = activationNamed(name);
  for (const options of variants[name] ?? [{}]) operators.push(await measure(definition, options));
}
const { codePath, runtime: description } = backend.info;
const report = {
  date: new Date().toISOString().slice(0, 10),
  engine: `${process.release.name} ${process.version}`,
  codePath,
  operators,
};
const folder = fileURLToPath(new URL("../reports/operators/", import.meta.url));
mkdirSync(folder, { recursive: true });
const file = `${folder}${codePath.runtime}-${codePath.provider}-${codePath.variant ?? "unknown"}.json`;
writeFileSync(
  file,
  `${JSON.stringify(report, (_, value) => (Number.isFinite(value) || typeof value !== "number" ? value : String(value)), 1)}\n`,
);
console.log(
  `${description}, ${codePath.provider}, ${codePath.variant ?? "a variant that is not known"}: wrote ${file}`,
);
process.exit(0);

async function web() {
  const module = await import("onnxruntime-web/wasm");
  module.env.wasm.numThreads = 1;
  return module;
}

/** The largest errors over ordinary numbers, and what is given for special ones. */
async function measure(definition, options) {
  const isPointwise = definition.domain.kind === "pointwise";
  const required = Object.entries(definition.options).filter(
    ([, spec]) => spec.type === "tensor" && spec.default === undefined,
  );
  const given = {
    ...options,
    ...Object.fromEntries(required.map(([name]) => [name, cast(tensor(0.25), "float32")])),
  };
  const values = ordinary();
  const shape = isPointwise ? [values.length] : [values.length / 32, 32, 1, 1];
  const axis =
    !isPointwise && definition.options.axis?.type === "axis" && definition.name !== "softmax2d"
      ? { axis: 1 }
      : {};
  const request = requestOf(definition, tensor(values, { shape }), { ...given, ...axis });
  const x = request.inputs[0].data;
  const [got] = await backend.execute(request);
  const [want] = evaluateRequest(wide(request));
  // Below 1 by amount, from 1 on in units in the last place; what is subnormal apart.
  const worst = { absolute: 0, absoluteAt: 0, ulp: 0, ulpAt: 0 };
  for (const [i, right] of want.data.entries()) {
    if (!Number.isFinite(Math.fround(right))) continue;
    const error = Math.abs(got.data[i] - right);
    if (Math.abs(right) < 1 && !(error <= worst.absolute))
      Object.assign(worst, { absolute: error, absoluteAt: x[i] });
    const ulp = error / 2 ** (Math.floor(Math.log2(Math.abs(right))) - 23);
    if (Math.abs(right) >= 1 && !(ulp <= worst.ulp)) Object.assign(worst, { ulp, ulpAt: x[i] });
  }
  const row = { activation: definition.name, ...(Object.keys(options).length > 0 && { options }), ...worst };
  if (!isPointwise) return row;
  const numbers = requestOf(definition, tensor(Object.values(special)), given);
  const [answer] = await backend.execute(numbers);
  const [right] = evaluateRequest(numbers);
  const wrong = Object.keys(special).flatMap((name, i) =>
    Object.is(kind(answer.data[i]), kind(right.data[i])) ? [] : [[name, kind(answer.data[i])]],
  );
  return { ...row, wrong: Object.fromEntries(wrong) };
}

function kind(value) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  return "a number";
}

function requestOf(definition, x, options) {
  return toRequest({ definition, pass: "forward", x: cast(x, "float32"), options }, "fast");
}

function wide(request) {
  return {
    ...request,
    dtype: "float64",
    inputs: request.inputs.map((one) => cast(one, "float64")),
    outputs: request.outputs.map(() => undefined),
  };
}

/** 64,000 numbers: dense where activations bend, and of every magnitude up to 1e4, above which sine and the like end. */
function ordinary() {
  const next = uniformNumbers(7);
  const sign = () => (next() < 0.5 ? -1 : 1);
  return Float64Array.from({ length: 64_000 }, (_, i) =>
    Math.fround(i % 2 === 0 ? next() * 220 - 110 : sign() * 2 ** (next() * 138 - 125)),
  );
}

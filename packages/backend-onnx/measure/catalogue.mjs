// catalogue.mjs RUNTIME FOLDER: makes every kind of call of every activation on the runtime that is installed in a folder,
// and loads the exported models there. Prints JSON: what was run, what is unsupported, and what failed.

import { pathToFileURL } from "node:url";
import { cast, catalogue, codecOf, dtypes, tensor, toRequest } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import { exportModel, onnx } from "../dist/index.js";

const [runtimeName, folder] = process.argv.slice(2);
const entries = { "onnxruntime-node": "dist/index.js", "onnxruntime-web": "dist/ort.node.min.mjs" };
const imported = await import(
  pathToFileURL(`${folder}/node_modules/${runtimeName}/${entries[runtimeName]}`).href
);
const runtime = imported.InferenceSession === undefined ? imported.default : imported;
const backend = await onnx({ runtime }).catch((error) => {
  console.log(JSON.stringify({ refused: String(error.cause?.message ?? error.message) }));
  process.exit(0);
});

const unsupported = [];
const failed = [];
let calls = 0;
for (const { definition } of catalogue) {
  for (const request of requestsOf(definition)) {
    calls++;
    const { pass, precision, dtype } = request;
    const call = `${definition.name} ${pass} ${precision} ${dtype}`;
    const support = backend.supports(request);
    if (support.status === "unsupported") {
      unsupported.push(`${call}: ${support.reason}`);
      continue;
    }
    try {
      const wrong = differenceOf(await backend.execute(request), evaluateRequest(request), dtype);
      if (wrong !== undefined) failed.push(`${call}: ${wrong}`);
    } catch (error) {
      failed.push(`${call}: ${error.name}: ${error.cause?.message ?? error.message}`);
    }
  }
}

let models = 0;
for (const activation of catalogue) {
  for (const precision of ["fast", "strict"]) {
    models++;
    try {
      const model = exportModel(activation, { pass: "both", precision, ...rankOf(activation.definition) });
      const options = { executionProviders: [backend.info.provider], logSeverityLevel: 4 };
      await (await runtime.InferenceSession.create(model, options)).release();
    } catch (error) {
      failed.push(`model of ${activation.definition.name}, ${precision}: ${error.message}`);
    }
  }
}

const { variant } = backend.info.codePath;
console.log(JSON.stringify({ variant, calls, models, unsupported, failed }));
process.exit(0);

function rankOf({ domain }) {
  return domain.kind === "pointwise" ? {} : { rank: 4 };
}

/** Twelve numbers in every pass, precision and dtype. */
function* requestsOf(definition) {
  const { domain, options } = definition;
  const shape = domain.kind === "pointwise" ? [12] : [1, 1, 2, 6];
  const values = Float64Array.from({ length: 12 }, (_, i) => i / 3 - 2);
  for (const dtype of dtypes) {
    const of = (numbers, wanted) => cast(tensor(numbers, { shape: wanted }), dtype);
    const given = Object.fromEntries(
      Object.entries(options).flatMap(([name, spec]) =>
        spec.type === "tensor" && spec.default === undefined ? [[name, of([0.25], [])]] : [],
      ),
    );
    for (const precision of ["fast", "strict"]) {
      const call = { definition, x: of(values, shape), options: given };
      const forward = toRequest({ ...call, pass: "forward" }, precision);
      yield forward;
      const [output] = forward.shapes;
      const size = output.reduce((product, length) => product * length, 1);
      const dy = of(new Float64Array(size).fill(1), output);
      yield toRequest({ ...call, pass: "backward", dy }, precision);
    }
  }
}

/** The first result that is another number than the reference's, in words. Operators deviate, as is declared: this is after what is wrong. */
function differenceOf(answer, expected, dtype) {
  const { decode } = codecOf(dtype);
  for (const [result, { data }] of expected.entries()) {
    for (const [i, raw] of data.entries()) {
      const [want, got] = [decode(raw), decode(answer[result].data[i])];
      if (!(Math.abs(got - want) <= 2 ** -6 * Math.max(1, Math.abs(want))))
        return `${got} instead of ${want}`;
    }
  }
  return undefined;
}

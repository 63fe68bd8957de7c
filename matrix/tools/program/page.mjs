// In a page: leaves what it found where the row reads it; in a worker, which is told of the fixture by its address, sends it.

import * as ort from "onnxruntime-web/wasm";
import { findings } from "./program.mjs";

// One thread, so that ONNX Runtime starts no worker of its own.
ort.env.wasm.numThreads = 1;
const given = globalThis.actfnFixture ?? JSON.parse(decodeURIComponent(location.search.slice(1)) || "{}");
if (given.wasm !== undefined) ort.env.wasm.wasmPaths = given.wasm;
const at = (path) => new URL(path, location.href);
const isolated = {
  module: at(given.isolated ?? "/isolated.js"),
  ...(given.script === undefined ? {} : { script: at(given.script) }),
};
globalThis.actfnFindings = findings({ ort, isolated });
if (typeof document === "undefined") globalThis.actfnFindings.then(postMessage);

/** Imports the packages and calls one activation once, for `firstCalls`. Prints both times in milliseconds as JSON. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const resolve = createRequire(new URL("../package.json", import.meta.url)).resolve;
const { activation, options, rows, pass } = JSON.parse(process.argv[2]);

const began = performance.now();
const core = await import(pathToFileURL(resolve("@actfn/core")).href);
const { cpu } = await import(pathToFileURL(resolve("@actfn/backend-cpu")).href);
const imported = performance.now() - began;

const runtime = core.createRuntime({ backends: [await cpu()] });
const shape = rows ? [4, 16] : [64];
const x = core.tensor(
  Float32Array.from({ length: 64 }, (_, i) => i / 8 - 4),
  { shape },
);
const start = performance.now();
if (pass === "forward") runtime.forwardSync(core[activation], x, options);
else runtime.backwardSync(core[activation], x, x, options);
const called = performance.now() - start;
console.log(JSON.stringify({ imported, called }));
process.exit(0);

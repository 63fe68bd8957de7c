/** Calls one activation, both passes, until nothing more is compiled. Prints the growth of the process as JSON. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const resolve = createRequire(new URL("../package.json", import.meta.url)).resolve;
const core = await import(pathToFileURL(resolve("@actfn/core")).href);
const { cpu } = await import(pathToFileURL(resolve("@actfn/backend-cpu")).href);
const most = (await cpu()).info.threads;
const runtime = core.createRuntime({ backends: [await cpu({ threads: Number(process.argv[2]) })] });
const [x, dy, out] = [0.3, 1, 0].map((value) => new Float32Array(2 ** 20).fill(value));

const grown = () => {
  globalThis.gc();
  return process.memoryUsage.rss();
};
const before = grown();
for (let call = 0; call < 300; call++) {
  runtime.forwardSync(core.gelu, x, { out });
  runtime.backwardSync(core.gelu, x, dy, { out });
  // Threads start between calls.
  if (call % 20 === 0) await new Promise((started) => setTimeout(started, 20));
}
console.log(JSON.stringify({ megabytes: (grown() - before) / 2 ** 20, most }));
process.exit(0);

/** `on-disk.js PART…`: the probe in Node, Bun and Deno, which read the packages from disk. Prints one line of JSON for each. */
import type { Backend } from "@actfn/core";
import { NotHere, type Part, probe } from "./probe.js";

await probe(process.argv.slice(2) as Part[], {
  emit: (cell) => console.log(JSON.stringify(cell)),
  onnx,
});
// Threads of a runtime may keep the process alive.
process.exit(0);

async function onnx(): Promise<() => Promise<Backend>> {
  const { onnx: make } = await import("@actfn/backend-onnx");
  await make().then(
    (backend) => backend.dispose(),
    (error: Error) => {
      throw new NotHere(error.message);
    },
  );
  return () => make();
}

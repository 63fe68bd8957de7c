import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

/** Collects garbage, also what finalisers and promises have only just let go. */
export async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The bytes on the heap that are still in use. */
export async function heapInUse(): Promise<number> {
  await collect();
  return process.memoryUsage().heapUsed;
}

import { readConnectionFile } from "../protocol/connection.js";
import { startKernel } from "../server/kernel.js";

/** What Jupyter runs: the kernel, until it is told to end. */
export async function startFromConnectionFile(path: string): Promise<number> {
  await startKernel(readConnectionFile(path));
  return 0;
}

import { parseArgs } from "node:util";
import { startFromConnectionFile } from "./start.js";

/** Runs the command line `actfn-kernel …`. Resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { "connection-file": { type: "string" } },
    allowPositionals: true,
  });
  if (values["connection-file"] !== undefined) await startFromConnectionFile(values["connection-file"]);
  return 0;
}

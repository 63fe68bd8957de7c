import { readFile, writeFile } from "node:fs/promises";
import { UsageError } from "@actfn/core/checks";
import { printNotebook } from "../notebook/format.js";
import { parsePercent } from "../notebook/percent.js";
import { say } from "./terminal.js";

/** Writes the `.ipynb` beside a notebook that is kept as text. */
export async function convert(path: string): Promise<number> {
  if (!path.endsWith(".ts"))
    throw new UsageError(`${path} is not a TypeScript file. Pass a .ts file with "// %%" cells.`);
  const target = path.replace(/\.ts$/, ".ipynb");
  await writeFile(target, printNotebook(parsePercent(await readFile(path, "utf8"))));
  say(target);
  return 0;
}

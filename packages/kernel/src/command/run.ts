import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { dim, green, red } from "../cells/ansi.js";
import { type CellEvent, executeNotebook } from "../notebook/execute.js";
import { type CodeCell, type Notebook, parseNotebook, printNotebook } from "../notebook/format.js";
import { renderNotebook } from "../notebook/html/document.js";
import type { CommandOptions } from "./main.js";
import { RunReport } from "./run-report.js";
import { say } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/**
 * Executes a notebook and writes it, executed, as `.ipynb` and `.html` into `--output` (the notebook's own folder by
 * default). Resolves to 0 when every cell did what it should, to 1 otherwise; what was reached is written either way.
 */
export async function run(path: string, options: CommandOptions): Promise<number> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const timeout = readTimeout(options.timeout);
  const notebook = parseNotebook(await readFile(path, "utf8"), path);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  const report = new RunReport(process.stdout);
  const started = performance.now();
  try {
    const execution = await executeNotebook(notebook, {
      directory: dirname(resolve(path)),
      allowErrors: options["allow-errors"] === true,
      ...(timeout === undefined ? {} : { timeout }),
      onCell: (event: CellEvent) => report.take(event, notebook),
      signal: controller.signal,
    });
    const files = await write(execution.notebook, path, options.output ?? dirname(path));
    const seconds = (performance.now() - started) / 1000;
    printClosing(execution.notebook, execution.failed, seconds, files);
    return execution.failed === undefined && !controller.signal.aborted ? 0 : 1;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}

async function write(notebook: Notebook, path: string, folder: string): Promise<string[]> {
  const name = basename(path).replace(/\.ipynb$/, "");
  await mkdir(folder, { recursive: true });
  const files = [join(folder, `${name}.ipynb`), join(folder, `${name}.html`)] as const;
  await writeFile(files[0], printNotebook(notebook));
  await writeFile(files[1], renderNotebook(notebook, name));
  return [...files];
}

/** The text that the last cell left, then what came of the whole. */
function printClosing(
  notebook: Notebook,
  failed: CodeCell | undefined,
  seconds: number,
  files: readonly string[],
): void {
  const shown =
    failed ??
    notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code" && cell.source !== "").at(-1);
  const text = shown === undefined ? "" : terminalText(shown).trimEnd();
  if (text !== "") say(`\n${text}\n`);
  const verdict = failed === undefined ? green("Executed") : red("Failed");
  say(`${verdict} in ${seconds.toFixed(1)} s. Written:`);
  for (const file of files) say(`  ${file}`);
  if (failed !== undefined)
    say(dim("  (the outputs up to the failing cell; --allow-errors goes on after it)"));
}

function terminalText(cell: CodeCell): string {
  const texts = cell.outputs.map((output) => {
    if (output.output_type === "stream") return output.text;
    return output.output_type === "error" ? output.traceback.join("\n") : "";
  });
  return texts.join("");
}

function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0))
    throw new UsageError(`--timeout ${JSON.stringify(text)} is not a number of seconds above 0.`);
  return seconds;
}

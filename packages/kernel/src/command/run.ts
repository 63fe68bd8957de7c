import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "@actfn/core/checks";
import { dim, green, red } from "../cells/ansi.js";
import { type CellEvent, type Execution, executeNotebook } from "../notebook/execute.js";
import {
  type CodeCell,
  languageOf,
  type Notebook,
  parseNotebook,
  printNotebook,
} from "../notebook/format.js";
import { renderNotebook } from "../notebook/html/document.js";
import type { CommandOptions } from "./command-options.js";
import { RunReport } from "./run-report.js";
import { say } from "./terminal.js";

/**
 * Executes a notebook and writes it, executed, as `.ipynb` and `.html` into `--output` (the notebook's own folder by
 * default). Resolves to 0 when every cell did what it should, to 1 otherwise; what was reached is written either way.
 */
export async function run(path: string, options: CommandOptions): Promise<number> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const timeout = readTimeout(options.timeout);
  const notebook = parseNotebook(await readFile(path, "utf8"), path);
  refuseOtherLanguages(notebook, path);
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
    printClosing(execution, seconds, files);
    return execution.failed === undefined && !controller.signal.aborted ? 0 : 1;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}

/** The outputs of a notebook in another language would be lost to the errors that TypeScript makes of its cells. */
function refuseOtherLanguages(notebook: Notebook, path: string): void {
  const language = languageOf(notebook);
  if (language === undefined || language.toLowerCase() === "typescript") return;
  throw new UsageError(
    `${path} is a notebook in ${language}; it must be in TypeScript. If its cells are TypeScript, choose the kernel "TypeScript (actfn)" in Jupyter and save it.`,
  );
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
  { notebook, failed, hasDied }: Execution,
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
  if (hasDied) say(dim("  (the outputs up to the cell that ended the kernel)"));
  else if (failed !== undefined)
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
    throw new UsageError(`--timeout is ${JSON.stringify(text)}; it must be a number of seconds above 0.`);
  return seconds;
}

import { bold, red } from "../cells/ansi.js";
import { type Cell, type CodeCell, hasTag, type Notebook, type Output } from "./format.js";
import { KernelClient } from "./kernel-client.js";
import { KernelDiedError } from "./kernel-died-error.js";
import { startKernelProcess } from "./kernel-process.js";
import { OutputBook } from "./outputs.js";

/** How a notebook is executed. */
export interface ExecuteOptions {
  /** The folder in which the kernel runs: modules and files are found from there. */
  readonly directory: string;
  /** Go on after a cell that fails. Otherwise the cells after it stay as they were. */
  readonly allowErrors?: boolean;
  /** Seconds after which a cell is interrupted and counts as failed; none by default. */
  readonly timeout?: number;
  /** Hears of each cell as it starts and ends. */
  readonly onCell?: (event: CellEvent) => void;
  /** Interrupts the running cell and ends the execution. */
  readonly signal?: AbortSignal;
}

/** Something that happened to a code cell. `index` counts code cells from 0. */
export type CellEvent =
  | { readonly type: "start"; readonly index: number; readonly count: number; readonly cell: CodeCell }
  | {
      readonly type: "end";
      readonly index: number;
      readonly count: number;
      readonly cell: CodeCell;
      readonly result: CellResult;
    };

/** How a cell ended, and after how many seconds. */
export interface CellResult {
  readonly status: "ok" | "error" | "aborted" | "timeout" | "died";
  readonly seconds: number;
}

/** An executed notebook. */
export interface Execution {
  readonly notebook: Notebook;
  /** The first cell that failed without being expected to; `undefined` when all is well. */
  readonly failed?: CodeCell;
  /** Whether that cell ended the kernel's process, and with it the execution. */
  readonly hasDied: boolean;
}

const KERNELSPEC = { name: "actfn", display_name: "TypeScript (actfn)", language: "typescript" };

/**
 * Executes a notebook as Jupyter would: one kernel process, one cell after the other, outputs collected. Cells tagged
 * `skip-execution` are passed over, those tagged `raises-exception` may fail. Resolves with the outputs so far when a
 * cell fails or ends the process; rejects with `KernelDiedError` when there is no process to begin with.
 */
export async function executeNotebook(notebook: Notebook, options: ExecuteOptions): Promise<Execution> {
  const client = await KernelClient.connect(await startKernelProcess(options.directory));
  try {
    return await executeCells(notebook, client, options);
  } finally {
    await client.close();
  }
}

async function executeCells(
  notebook: Notebook,
  client: KernelClient,
  options: ExecuteOptions,
): Promise<Execution> {
  const outputs = new OutputBook();
  const counts = new Map<string, number>();
  const queue = notebook.cells.filter(isRun);
  let failed: CodeCell | undefined;
  let hasDied = false;
  for (const [index, cell] of queue.entries()) {
    options.onCell?.({ type: "start", index, count: queue.length, cell });
    const result = await runCell(cell, client, outputs, counts, options);
    const executed = withOutputs(cell, outputs, counts);
    options.onCell?.({ type: "end", index, count: queue.length, cell: executed, result });
    hasDied = result.status === "died";
    if (hasDied || (result.status !== "ok" && !hasTag(cell, "raises-exception"))) failed ??= executed;
    if (hasDied || options.signal?.aborted || (failed !== undefined && options.allowErrors !== true)) break;
  }
  const cells = notebook.cells.map((cell) =>
    isRun(cell) && counts.has(cell.id) ? withOutputs(cell, outputs, counts) : cell,
  );
  const executed = { ...notebook, cells, metadata: { ...notebook.metadata, kernelspec: KERNELSPEC } };
  return { notebook: executed, hasDied, ...(failed === undefined ? {} : { failed }) };
}

async function runCell(
  cell: CodeCell,
  client: KernelClient,
  outputs: OutputBook,
  counts: Map<string, number>,
  { timeout, signal, allowErrors }: ExecuteOptions,
): Promise<CellResult> {
  const started = performance.now();
  let isTooLate = false;
  const interrupt = (): void => client.interrupt();
  const stopLate = (): void => {
    isTooLate = true;
    interrupt();
  };
  const timer = timeout === undefined ? undefined : setTimeout(stopLate, timeout * 1000);
  signal?.addEventListener("abort", interrupt);
  counts.set(cell.id, 0);
  const request = {
    code: cell.source,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: allowErrors !== true && !hasTag(cell, "raises-exception"),
  };
  try {
    const reply = await client.request("execute_request", request, (message) =>
      outputs.take(cell.id, message),
    );
    counts.set(cell.id, Number(reply["execution_count"] ?? 0));
    const status = isTooLate ? "timeout" : (reply["status"] as CellResult["status"]);
    return { status, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    outputs.add(cell.id, errorOutput(error));
    return { status: "died", seconds: (performance.now() - started) / 1000 };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
  }
}

function errorOutput({ name, message }: Error): Output {
  return {
    output_type: "error",
    ename: name,
    evalue: message,
    traceback: [`${red(bold(name))}: ${message}`],
  };
}

function withOutputs(cell: CodeCell, outputs: OutputBook, counts: ReadonlyMap<string, number>): CodeCell {
  return { ...cell, outputs: [...outputs.of(cell.id)], execution_count: counts.get(cell.id) || null };
}

function isRun(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution");
}

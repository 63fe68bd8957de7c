import { AsyncLocalStorage } from "node:async_hooks";
import type { Parent } from "../protocol/channels.js";
import type { Request } from "../protocol/message.js";

/** What a running cell's code needs to know of the request that started it. */
export interface CellContext {
  readonly request: Request;
  readonly parent: Parent;
  readonly allowsInput: boolean;
  readonly controller: AbortController;
}

/**
 * Tells which cell the running code belongs to.
 *
 * From Node 24 on, a cell's context follows its asynchronous work, so that what a timer of cell 3 prints while cell 5
 * runs appears below cell 3. Before, Node would do that with promise hooks, and ending an endless loop from outside
 * (see interrupt-sentinel) breaks their bookkeeping and the process with it: there, output belongs to the latest cell.
 */
export class CellContexts {
  readonly #storage: AsyncLocalStorage<CellContext> | undefined = followsContext()
    ? new AsyncLocalStorage()
    : undefined;
  #latest: CellContext | undefined;

  /** Runs `work` as the cell of `context`. */
  run(context: CellContext, work: () => void): void {
    this.#latest = context;
    if (this.#storage === undefined) work();
    else this.#storage.run(context, work);
  }

  /** The context of the code that is running, or that of the latest cell for code that lost its own. */
  get current(): CellContext | undefined {
    return this.#storage?.getStore() ?? this.#latest;
  }
}

function followsContext(): boolean {
  return Number(process.versions.node.split(".")[0]) >= 24;
}

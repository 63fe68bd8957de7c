import type { Parent } from "../protocol/channels.js";
import type { Request } from "../protocol/message.js";
import { type ContextStorage, createContextStorage } from "./context-storage.js";

/** The request of a running cell, for its code. */
export interface CellContext {
  readonly request: Request;
  readonly parent: Parent;
  readonly allowsInput: boolean;
  readonly controller: AbortController;
}

/**
 * Finds the cell to which the running code belongs. The context of a cell follows its asynchronous work: the output of a timer
 * of cell 3 during cell 5 appears below cell 3.
 */
export class CellContexts {
  readonly #storage: ContextStorage<CellContext> = createContextStorage();
  #latest: CellContext | undefined;

  /** Runs `work` in a context. */
  run(context: CellContext, work: () => void): void {
    this.#latest = context;
    this.#storage.run(context, work);
  }

  /** The context of the running code, or that of the latest cell if the code has none. */
  get current(): CellContext | undefined {
    return this.#storage.current ?? this.#latest;
  }

  /** Runs `work` in the context of the cell that made a promise, for later steps of the promise. */
  runAsOwnerOf(promise: object, work: () => void): void {
    const owner = this.#storage.of(promise);
    if (owner === undefined) work();
    else this.#storage.run(owner, work);
  }

  /** Discards the context of interrupted code. */
  recover(): void {
    this.#storage.recover();
  }
}

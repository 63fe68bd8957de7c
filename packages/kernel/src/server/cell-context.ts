import type { Parent } from "../protocol/channels.js";
import type { Request } from "../protocol/message.js";
import { type ContextStorage, createContextStorage } from "./context-storage.js";

/** What a running cell's code needs to know of the request that started it. */
export interface CellContext {
  readonly request: Request;
  readonly parent: Parent;
  readonly allowsInput: boolean;
  readonly controller: AbortController;
}

/**
 * Tells which cell the running code belongs to. A cell's context follows its asynchronous work, so that what a timer of
 * cell 3 prints while cell 5 runs appears below cell 3.
 */
export class CellContexts {
  readonly #storage: ContextStorage<CellContext> = createContextStorage();
  #latest: CellContext | undefined;

  /** Runs `work` as the cell of `context`. */
  run(context: CellContext, work: () => void): void {
    this.#latest = context;
    this.#storage.run(context, work);
  }

  /** The context of the code that is running, or that of the latest cell for code that lost its own. */
  get current(): CellContext | undefined {
    return this.#storage.current ?? this.#latest;
  }

  /** Runs `work` as the cell that made a promise, for what becomes of the promise later. */
  runAsOwnerOf(promise: object, work: () => void): void {
    const owner = this.#storage.of(promise);
    if (owner === undefined) work();
    else this.#storage.run(owner, work);
  }

  /** Forgets what code was cut off in the middle. */
  recover(): void {
    this.#storage.recover();
  }
}

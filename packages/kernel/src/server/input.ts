import type { Channels } from "../protocol/channels.js";
import type { CellContext, CellContexts } from "./cell-context.js";
import { Deferred } from "./deferred.js";
import { InputNotAllowedError } from "./input-not-allowed-error.js";

/** Asks the person at the notebook, one question at a time: a cell's next is shown when its last has been answered. */
export class Input {
  readonly #channels: Channels;
  readonly #contexts: CellContexts;
  #asker: CellContext | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Deferred<string> | undefined;

  constructor(channels: Channels, contexts: CellContexts) {
    this.#channels = channels;
    this.#contexts = contexts;
  }

  /** Shows a prompt below the running cell and resolves to the line that was entered; rejects on interrupt. */
  async ask(prompt: string, password: boolean): Promise<string> {
    const context = this.#contexts.current;
    if (context === undefined || !context.allowsInput) throw new InputNotAllowedError();
    // What an earlier cell has asked in vain is gone from the screen, and not to be waited for.
    if (context !== this.#asker) this.#last = Promise.resolve();
    this.#asker = context;
    const answer = this.#last.then(() => this.#askNow(context, prompt, password));
    this.#last = answer.catch(() => {});
    return await answer;
  }

  async #askNow({ request, controller }: CellContext, prompt: string, password: boolean): Promise<string> {
    const { signal } = controller;
    signal.throwIfAborted();
    const waiting = new Deferred<string>();
    const giveUp = (): void => waiting.reject(signal.reason);
    this.#waiting = waiting;
    signal.addEventListener("abort", giveUp);
    try {
      await this.#channels.send(request, "input_request", { prompt, password }, "stdin");
      return await waiting.promise;
    } finally {
      if (this.#waiting === waiting) this.#waiting = undefined;
      signal.removeEventListener("abort", giveUp);
    }
  }

  /** Takes the `input_reply` messages as they come. */
  async listen(): Promise<void> {
    for await (const { message } of this.#channels.requests("stdin")) {
      if (message.header.msg_type === "input_reply")
        this.#waiting?.resolve(String(message.content["value"] ?? ""));
    }
  }
}

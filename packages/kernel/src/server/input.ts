import type { Channels } from "../protocol/channels.js";
import type { CellContext, CellContexts } from "./cell-context.js";
import { Deferred } from "./deferred.js";
import { InputNotAllowedError } from "./input-not-allowed-error.js";

/** Prompts for input, one prompt at a time: the next one of a cell is shown when the last one has been answered. */
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

  /** Shows a prompt below the running cell. Resolves to the entered line; rejects on an interrupt. */
  async ask(prompt: string, password: boolean): Promise<string> {
    const context = this.#contexts.current;
    if (context === undefined || !context.allowsInput) throw new InputNotAllowedError();
    // A prompt of an earlier cell that was not answered is gone from the screen, so it is discarded.
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

  /** Handles `input_reply` messages. */
  async listen(): Promise<void> {
    for await (const { message } of this.#channels.requests("stdin")) {
      if (message.header.msg_type === "input_reply")
        this.#waiting?.resolve(String(message.content["value"] ?? ""));
    }
  }
}

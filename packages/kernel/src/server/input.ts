import type { Channels } from "../protocol/channels.js";
import type { CellContexts } from "./cell-context.js";
import { Deferred } from "./deferred.js";
import { InputNotAllowedError } from "./input-not-allowed-error.js";

/** Asks the person at the notebook, one question at a time. */
export class Input {
  readonly #channels: Channels;
  readonly #contexts: CellContexts;
  #waiting: Deferred<string> | undefined;

  constructor(channels: Channels, contexts: CellContexts) {
    this.#channels = channels;
    this.#contexts = contexts;
  }

  /** Shows a prompt below the running cell and resolves to the line that was entered; rejects on interrupt. */
  async ask(prompt: string, password: boolean): Promise<string> {
    const context = this.#contexts.current;
    if (context === undefined || !context.allowsInput) throw new InputNotAllowedError();
    const waiting = new Deferred<string>();
    this.#waiting = waiting;
    context.controller.signal.addEventListener("abort", () =>
      waiting.reject(context.controller.signal.reason),
    );
    await this.#channels.send(context.request, "input_request", { prompt, password }, "stdin");
    return await waiting.promise;
  }

  /** Takes the `input_reply` messages as they come. */
  async listen(): Promise<void> {
    for await (const { message } of this.#channels.requests("stdin")) {
      if (message.header.msg_type === "input_reply")
        this.#waiting?.resolve(String(message.content["value"] ?? ""));
    }
  }
}

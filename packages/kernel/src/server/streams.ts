import type { Channels, Parent } from "../protocol/channels.js";
import type { CellContexts } from "./cell-context.js";

type StreamName = "stdout" | "stderr";

/** A chunk is sent when it has this length, or after this time: many lines make few messages. */
const FLUSH_CHARACTERS = 64 * 1024;
const FLUSH_MILLISECONDS = 50;

/**
 * Converts the output of the process to `stream` messages. They are complete, in order, and coalesced, because front ends drop
 * messages or slow down if each line is one. Each message is from one cell and one stream.
 */
export class Streams {
  readonly #channels: Channels;
  readonly #contexts: CellContexts;
  #pending: { name: StreamName; parent: Parent; chunks: string[]; length: number } | undefined;
  #lastFlush = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(channels: Channels, contexts: CellContexts) {
    this.#channels = channels;
    this.#contexts = contexts;
  }

  /** Redirects `process.stdout` and `process.stderr`. Returns a function that writes to the real stderr. */
  capture(): (text: string) => void {
    const write = process.stderr.write.bind(process.stderr);
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new TextDecoder();
      process[name].write = ((chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
        this.write(name, decode(chunk, encoding, decoder));
        const done = typeof encoding === "function" ? encoding : callback;
        if (typeof done === "function") process.nextTick(done);
        return true;
      }) as typeof process.stdout.write;
    }
    return (text) => {
      write(text);
    };
  }

  /** Adds text of the running cell. A line after a pause is sent at once, even from a synchronous loop. */
  write(name: StreamName, text: string): void {
    if (text === "") return;
    const parent = this.#contexts.current?.parent;
    if (this.#pending !== undefined && (this.#pending.name !== name || this.#pending.parent !== parent))
      this.flush();
    this.#pending ??= { name, parent, chunks: [], length: 0 };
    this.#pending.chunks.push(text);
    this.#pending.length += text.length;
    const isDue = Date.now() - this.#lastFlush >= FLUSH_MILLISECONDS;
    if (isDue || this.#pending.length >= FLUSH_CHARACTERS) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), FLUSH_MILLISECONDS);
  }

  /**
   * Sends the waiting text. It is called before anything else is published, so that outputs keep their order, and at the end of
   * a cell. The first text after it is sent at once.
   */
  flush(): void {
    this.#send();
    this.#lastFlush = 0;
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    this.#lastFlush = Date.now();
    this.#channels.publish("stream", { name: pending.name, text: pending.chunks.join("") }, pending.parent);
  }
}

function decode(chunk: unknown, encoding: unknown, decoder: InstanceType<typeof TextDecoder>): string {
  if (typeof chunk !== "string") return decoder.decode(chunk as Uint8Array, { stream: true });
  return encoding === "hex" || encoding === "base64" ? Buffer.from(chunk, encoding).toString() : chunk;
}

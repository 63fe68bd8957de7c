import type { Json, JsonObject } from "../protocol/message.js";

/** An entry of the history in the form of the protocol: session, line number, input. */
export type HistoryEntry = readonly [session: number, line: number, input: string];

const SESSION = 1;

/** The inputs to this kernel. They are in memory only and end with the kernel. */
export class History {
  readonly #entries: HistoryEntry[] = [];

  add(line: number, input: string): void {
    this.#entries.push([SESSION, line, input]);
  }

  /** Replies to a `history_request`: the last entries, a range, or entries that match a glob pattern. */
  query(request: JsonObject): Json {
    const found = this.#select(request);
    return request["output"] === true
      ? found.map(([session, line, input]) => [session, line, [input, null]])
      : found;
  }

  #select(request: JsonObject): HistoryEntry[] {
    const count = typeof request["n"] === "number" ? request["n"] : Number.POSITIVE_INFINITY;
    if (request["hist_access_type"] === "range") {
      const start = typeof request["start"] === "number" ? request["start"] : 0;
      const stop = typeof request["stop"] === "number" ? request["stop"] : Number.POSITIVE_INFINITY;
      return this.#entries.filter(([, line]) => line >= start && line < stop);
    }
    if (request["hist_access_type"] !== "search") return lastOf(this.#entries, count);
    const pattern = glob(String(request["pattern"] ?? "*"));
    const matching = this.#entries.filter(([, , input]) => pattern.test(input));
    return lastOf(request["unique"] === true ? lastOfEach(matching) : matching, count);
  }
}

function lastOf(entries: readonly HistoryEntry[], count: number): HistoryEntry[] {
  return count > 0 ? entries.slice(-Math.min(count, entries.length || 1)) : [];
}

function lastOfEach(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return entries.filter(
    ([, , input], index) => !entries.slice(index + 1).some(([, , later]) => later === input),
  );
}

function glob(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${escaped}$`);
}

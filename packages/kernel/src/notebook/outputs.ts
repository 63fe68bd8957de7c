import type { JsonObject, Message, MimeBundle } from "../protocol/message.js";
import type { Output } from "./format.js";

/**
 * The outputs of a whole notebook as Jupyter would keep them: neighboring text of one stream joined, displays
 * replaced in place (also those of earlier cells), cleared outputs gone.
 */
export class OutputBook {
  readonly #cells = new Map<string, Output[]>();
  readonly #displays = new Map<string, { cell: string; index: number }[]>();
  readonly #clearBeforeNext = new Set<string>();

  /** The outputs of a cell so far. */
  of(cell: string): readonly Output[] {
    return this.#cells.get(cell) ?? [];
  }

  /** Takes a message that the kernel published while `cell` ran. */
  take(cell: string, message: Message): void {
    const { content } = message;
    const type = message.header.msg_type;
    if (type === "stream")
      this.#addText(cell, content["name"] === "stderr" ? "stderr" : "stdout", String(content["text"] ?? ""));
    else if (type === "display_data") this.#addDisplay(cell, content);
    else if (type === "update_display_data") this.#replaceDisplay(content);
    else if (type === "clear_output") this.#clearNowOrLater(cell, content["wait"] === true);
    else {
      const output = resultOrError(type, content);
      if (output !== undefined) this.add(cell, output);
    }
  }

  /** Adds an output below those of a cell. */
  add(cell: string, output: Output): void {
    if (this.#clearBeforeNext.delete(cell)) this.#clear(cell);
    const outputs = this.#cells.get(cell) ?? [];
    outputs.push(output);
    this.#cells.set(cell, outputs);
  }

  #addText(cell: string, name: "stdout" | "stderr", text: string): void {
    const outputs = this.#clearBeforeNext.has(cell) ? [] : (this.#cells.get(cell) ?? []);
    const last = outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) {
      outputs[outputs.length - 1] = { ...last, text: last.text + text };
    } else this.add(cell, { output_type: "stream", name, text });
  }

  #addDisplay(cell: string, content: JsonObject): void {
    const id = displayId(content);
    this.add(cell, { output_type: "display_data", ...body(content) });
    if (id === undefined) return;
    const places = this.#displays.get(id) ?? [];
    places.push({ cell, index: this.of(cell).length - 1 });
    this.#displays.set(id, places);
  }

  #replaceDisplay(content: JsonObject): void {
    for (const { cell, index } of this.#displays.get(displayId(content) ?? "") ?? []) {
      const outputs = this.#cells.get(cell);
      const shown = outputs?.[index];
      if (outputs === undefined || shown === undefined || !("data" in shown)) continue;
      outputs[index] = { ...shown, ...body(content) };
    }
  }

  #clearNowOrLater(cell: string, isLater: boolean): void {
    if (isLater) this.#clearBeforeNext.add(cell);
    else this.#clear(cell);
  }

  #clear(cell: string): void {
    this.#cells.delete(cell);
    for (const [id, places] of this.#displays) {
      this.#displays.set(
        id,
        places.filter((place) => place.cell !== cell),
      );
    }
  }
}

function resultOrError(type: string, content: JsonObject): Output | undefined {
  if (type === "execute_result") {
    return { output_type: type, ...body(content), execution_count: Number(content["execution_count"]) };
  }
  const { ename, evalue, traceback } = content as { ename: string; evalue: string; traceback: string[] };
  return type === "error" ? { output_type: type, ename, evalue, traceback } : undefined;
}

function body(content: JsonObject): { data: MimeBundle; metadata: JsonObject } {
  return { data: (content["data"] ?? {}) as MimeBundle, metadata: (content["metadata"] ?? {}) as JsonObject };
}

function displayId(content: JsonObject): string | undefined {
  const id = (content["transient"] as JsonObject | undefined)?.["display_id"];
  return typeof id === "string" ? id : undefined;
}

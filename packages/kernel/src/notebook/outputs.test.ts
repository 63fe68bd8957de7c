import { beforeEach, describe, expect, it } from "vitest";
import type { JsonObject, Message } from "../protocol/message.js";
import { OutputBook } from "./outputs.js";

function message(msg_type: string, content: JsonObject): Message {
  const header = { msg_id: "1", msg_type, session: "s", username: "u", date: "d", version: "5.4" };
  return { header, parent_header: {}, metadata: {}, content, buffers: [] };
}

const stream = (name: string, text: string): Message => message("stream", { name, text });
const show = (type: string, text: string, id?: string): Message =>
  message(type, {
    data: { "text/plain": text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });

describe("the outputs of a notebook", () => {
  let book: OutputBook;
  beforeEach(() => {
    book = new OutputBook();
  });

  it("join neighboring text of one stream, and keep the order of the two", () => {
    for (const [name, text] of [
      ["stdout", "a"],
      ["stdout", "b"],
      ["stderr", "c"],
      ["stdout", "d"],
    ])
      book.take("1", stream(name!, text!));
    expect(book.of("1").map((output) => "text" in output && output.text)).toEqual(["ab", "c", "d"]);
  });

  it("are replaced in place by their id, from a later cell too", () => {
    book.take("1", show("display_data", "first", "bar"));
    book.take("1", show("display_data", "other"));
    book.take("2", show("update_display_data", "second", "bar"));
    expect(book.of("1")).toMatchObject([
      { data: { "text/plain": "second" } },
      { data: { "text/plain": "other" } },
    ]);
    expect(book.of("2")).toEqual([]);
  });

  it("are gone when cleared, at once or when the next one comes", () => {
    book.take("1", stream("stdout", "a"));
    book.take("1", message("clear_output", { wait: true }));
    expect(book.of("1")).toHaveLength(1);
    book.take("1", stream("stdout", "b"));
    expect(book.of("1")).toMatchObject([{ text: "b" }]);
    book.take("1", message("clear_output", { wait: false }));
    expect(book.of("1")).toEqual([]);
  });

  it("hold errors and results", () => {
    book.take(
      "1",
      message("execute_result", { data: { "text/plain": "1" }, metadata: {}, execution_count: 4 }),
    );
    book.take("1", message("error", { ename: "E", evalue: "v", traceback: ["t"] }));
    expect(book.of("1")).toMatchObject([
      { output_type: "execute_result", execution_count: 4 },
      { output_type: "error", ename: "E" },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { parseNotebook, printNotebook } from "./format.js";
import { NotebookError } from "./notebook-error.js";

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "actfn" } },
  cells: [
    {
      cell_type: "code",
      id: "a",
      metadata: {},
      source: ["const x = 1;\n", "x"],
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: ["one\n", "two\n"] },
        {
          output_type: "execute_result",
          execution_count: 3,
          metadata: {},
          data: { "text/plain": ["1"], "image/png": "AAAA" },
        },
      ],
    },
  ],
};

describe("a notebook file", () => {
  it("joins lines when read, and splits them again when written", () => {
    const parsed = parseNotebook(JSON.stringify(notebook), "n.ipynb");
    expect(parsed.cells[0]).toMatchObject({
      source: "const x = 1;\nx",
      outputs: [{ text: "one\ntwo\n" }, { data: { "text/plain": "1" } }],
    });
    expect(JSON.parse(printNotebook(parsed))).toEqual(notebook);
  });

  it("gives cells of older formats an id", () => {
    const old = {
      ...notebook,
      nbformat_minor: 4,
      cells: [{ cell_type: "markdown", metadata: {}, source: "x" }],
    };
    expect(parseNotebook(JSON.stringify(old), "n")).toMatchObject({
      nbformat_minor: 5,
      cells: [{ id: "cell-1" }],
    });
  });

  it.each([
    ["what is not JSON", "{", "not JSON"],
    ["format 3", '{"nbformat": 3}', "it must be 4"],
    ["a list in its place", "[]", "nbformat"],
    ["no cells", '{"nbformat": 4}', "no list of cells"],
    [
      "an unknown cell",
      '{"nbformat": 4, "cells": [{"cell_type": "heading"}]}',
      'cell 1 has the type "heading"',
    ],
  ])("rejects %s and names the file", (_, text, reason) => {
    expect(() => parseNotebook(text, "some.ipynb")).toThrow(NotebookError);
    expect(() => parseNotebook(text, "some.ipynb")).toThrow(reason);
    expect(() => parseNotebook(text, "some.ipynb")).toThrow("some.ipynb");
  });
});

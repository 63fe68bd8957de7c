import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { display } from "./display.js";
import { html } from "./tags.js";

const globals = globalThis as { __tslab__?: unknown };
const shown: { target: string; mime: string; data: string }[] = [];

function recorder(target: string): { raw(mime: string, data: string): void } {
  return { raw: (mime, data) => shown.push({ target, mime, data }) };
}

beforeEach(() => {
  shown.length = 0;
});
afterEach(() => {
  delete globals.__tslab__;
  vi.restoreAllMocks();
});

describe("display in stock tslab", () => {
  beforeEach(() => {
    let made = 0;
    const api = { display: recorder("plain"), newDisplay: () => recorder(`display ${++made}`) };
    globals.__tslab__ = { require: (name: string) => (name === "tslab" ? api : undefined) };
  });

  it("shows the richest form that every front end renders", async () => {
    await display(html`<b>x</b>`);
    expect(shown).toEqual([{ target: "display 1", mime: "text/html", data: "<b>x</b>" }]);
  });

  it("leaves nothing to print of a handle that ends a cell", async () => {
    expect(inspect(await display("one"))).toBe("");
  });

  it("replaces what it has shown by way of the same tslab display", async () => {
    const handle = await display("one");
    await handle.update("two");
    expect(shown.map(({ target, data }) => [target, data])).toEqual([
      ["display 1", "one"],
      ["display 1", "two"],
    ]);
  });
});

describe("display in plain Node", () => {
  it("prints the text, and does not print it again when it is replaced", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const handle = await display(html`<b>x</b>`);
    await handle.update("two");
    expect(log.mock.calls).toEqual([["<b>x</b>"]]);
  });
});

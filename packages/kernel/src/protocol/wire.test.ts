import { describe, expect, it } from "vitest";
import type { Message } from "./message.js";
import { createWire } from "./wire.js";

const header = {
  msg_id: "1",
  msg_type: "execute_request",
  session: "s",
  username: "u",
  date: "d",
  version: "5.4",
};
const message: Message = { header, parent_header: {}, metadata: {}, content: { code: "α + 1" }, buffers: [] };
const wire = createWire("secret");

function frames(): Uint8Array[] {
  return wire.encode([Buffer.from("client")], message);
}

describe("a wire", () => {
  it("reads what it has written, identities and buffers included", () => {
    const buffers = [Uint8Array.of(1, 2, 3)];
    const decoded = wire.decode(wire.encode([Buffer.from("a"), Buffer.from("b")], { ...message, buffers }));
    expect(decoded).toMatchObject({ ok: true, message: { header, content: { code: "α + 1" }, buffers } });
    expect(decoded.ok && decoded.identities.map(String)).toEqual(["a", "b"]);
  });

  it("signs with HMAC-SHA256 over the four parts", () => {
    expect(String(frames()[2])).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses a message whose content was changed after it was signed", () => {
    const forged = frames();
    forged[6] = Buffer.from('{"code":"process.exit()"}');
    expect(wire.decode(forged)).toEqual({ ok: false, reason: "the signature does not hold" });
  });

  it("refuses a message signed with another key, or not at all", () => {
    expect(createWire("other").decode(frames()).ok).toBe(false);
    expect(wire.decode(createWire("").encode([], message)).ok).toBe(false);
  });

  it("checks nothing where the key is empty", () => {
    const open = createWire("");
    expect(open.decode(open.encode([], message)).ok).toBe(true);
  });

  it.each([
    ["no frames", []],
    ["noise", [Buffer.from([0xff, 0xfe, 0x00])]],
    ["a delimiter alone", [Buffer.from("<IDS|MSG>")]],
    ["too few parts", [Buffer.from("<IDS|MSG>"), Buffer.from(""), Buffer.from("{}")]],
  ])("refuses %s without throwing", (_, noise) => {
    expect(createWire("").decode(noise)).toMatchObject({ ok: false });
  });

  it.each([
    ["JSON that is no object", "[1]"],
    ["what is not JSON", "{"],
    ["a header without a type", '{"msg_id":"1"}'],
  ])("refuses %s as a header", (_, text) => {
    const open = createWire("");
    const bad = open.encode([], message);
    bad[2] = Buffer.from(text);
    expect(open.decode(bad).ok).toBe(false);
  });
});

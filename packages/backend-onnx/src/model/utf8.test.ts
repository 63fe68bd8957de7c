import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "./utf8.js";

test("gives the bytes of a TextEncoder for any string", () => {
  const same = fc.property(fc.string({ unit: "binary" }), (text) => {
    expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)]);
  });
  fc.assert(same, { seed: 1, numRuns: 500 });
  expect([...utf8("a→\ud83d😀\udc00")]).toEqual([...new TextEncoder().encode("a→\ud83d😀\udc00")]);
});

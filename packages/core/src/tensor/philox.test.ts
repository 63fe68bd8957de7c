import { describe, expect, test } from "vitest";
import { philox, type Words } from "./philox.js";

const words = (hex: string): number[] => hex.split(" ").map((word) => Number.parseInt(word, 16));

describe("philox", () => {
  // The known-answer vectors that come with Random123 (kat_vectors, philox4x32, 10 rounds).
  test.each([
    ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ])("gives the published words at counter %s, key %s", (counter, key, expected) => {
    const [k0, k1] = words(key) as [number, number];
    expect(philox(words(counter) as unknown as Words, [k0, k1])).toEqual(words(expected));
  });
});

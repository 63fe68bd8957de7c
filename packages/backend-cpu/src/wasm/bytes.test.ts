import { describe, expect, it } from "vitest";
import { float32, float64, signed, text, unsigned, vector } from "./bytes.js";

describe("numbers as WebAssembly writes them", () => {
  // The examples of the DWARF specification, which defines the encoding.
  it("unsigned", () => {
    expect(unsigned(2)).toEqual([2]);
    expect(unsigned(127)).toEqual([127]);
    expect(unsigned(128)).toEqual([0x80, 1]);
    expect(unsigned(12857)).toEqual([0xb9, 0x64]);
    expect(unsigned(2 ** 32 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it("signed", () => {
    expect(signed(2)).toEqual([2]);
    expect(signed(-2)).toEqual([0x7e]);
    expect(signed(63)).toEqual([63]);
    expect(signed(64)).toEqual([0xc0, 0]);
    expect(signed(-65)).toEqual([0xbf, 0x7f]);
    expect(signed(-(2 ** 31))).toEqual([0x80, 0x80, 0x80, 0x80, 0x78]);
  });

  it("floats, little-endian, with the sign of zero", () => {
    expect(float64(1)).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    expect(float64(-0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0x80]);
    expect(float32(1)).toEqual([0, 0, 0x80, 0x3f]);
    expect(float32(Infinity)).toEqual([0, 0, 0x80, 0x7f]);
  });

  it("names and vectors, with their lengths", () => {
    expect(text("run")).toEqual([3, 0x72, 0x75, 0x6e]);
    expect(vector([[1], [2, 3]])).toEqual([2, 1, 2, 3]);
  });
});

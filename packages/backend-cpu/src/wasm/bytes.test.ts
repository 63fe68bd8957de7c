import { describe, expect, it } from "vitest";
import { Bytes, float32, float64 } from "./bytes.js";

const written = (write: (bytes: Bytes) => void): number[] => {
  const bytes = new Bytes();
  write(bytes);
  return [...bytes.taken()];
};

describe("numbers as WebAssembly writes them", () => {
  // The examples of the DWARF specification, which defines the encoding.
  it("unsigned", () => {
    const unsigned = (value: number): number[] => written((bytes) => bytes.unsigned(value));
    expect(unsigned(2)).toEqual([2]);
    expect(unsigned(127)).toEqual([127]);
    expect(unsigned(128)).toEqual([0x80, 1]);
    expect(unsigned(12857)).toEqual([0xb9, 0x64]);
    expect(unsigned(2 ** 32 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it("signed", () => {
    const signed = (value: number): number[] => written((bytes) => bytes.signed(value));
    expect(signed(2)).toEqual([2]);
    expect(signed(-2)).toEqual([0x7e]);
    expect(signed(63)).toEqual([63]);
    expect(signed(-64)).toEqual([0x40]);
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

  it("names and other bytes, with their lengths", () => {
    expect(written((bytes) => bytes.text("run"))).toEqual([3, 0x72, 0x75, 0x6e]);
    expect(written((bytes) => bytes.sized(new Bytes().byte(1).all([2, 3])))).toEqual([3, 1, 2, 3]);
  });

  it("as many as there are", () => {
    const many = Array.from({ length: 5000 }, (_, i) => i & 0x7f);
    expect(written((bytes) => many.forEach((value) => void bytes.unsigned(value)))).toEqual(many);
    expect(written((bytes) => bytes.byte(9).all(many))).toEqual([9, ...many]);
  });
});

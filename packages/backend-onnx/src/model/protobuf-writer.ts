import { utf8 } from "./utf8.js";

/**
 * Writes one message of the protocol buffer wire format: fields by number, each a varint, four bytes, or a run of bytes
 * that may itself be a message. Fields appear in the order in which they are written.
 */
export class ProtobufWriter {
  private bytes = new Uint8Array(64);
  private length = 0;

  /** The message written so far. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** An integer. A negative one takes ten bytes, as 64-bit two's complement. */
  integer(field: number, value: number): void {
    this.varint(field * 8);
    this.varint(value);
  }

  /** A float32. */
  float(field: number, value: number): void {
    this.varint(field * 8 + 5);
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, true);
    this.append(new Uint8Array(view.buffer));
  }

  /** A string, in UTF-8. */
  string(field: number, value: string): void {
    this.run(field, utf8(value));
  }

  /** Raw bytes, or an encoded message. */
  run(field: number, value: Uint8Array): void {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.append(value);
  }

  /** A message inside this one, written by `write`. An empty message is written too. */
  message(field: number, write: (message: ProtobufWriter) => void): void {
    const inner = new ProtobufWriter();
    write(inner);
    this.run(field, inner.bytes.subarray(0, inner.length));
  }

  private varint(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    const encoded: number[] = [];
    while (rest > 0x7fn) {
      encoded.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    encoded.push(Number(rest));
    this.append(encoded);
  }

  private append(more: ArrayLike<number>): void {
    const needed = this.length + more.length;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(more, this.length);
    this.length = needed;
  }
}

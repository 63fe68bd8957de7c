const FEW = 32;
const scratch = new DataView(new ArrayBuffer(8));

/** A growing array of bytes. It is a single array because a kernel is written during a call, which must be fast. */
export class Bytes {
  private held: Uint8Array = new Uint8Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  byte(value: number): this {
    if (this.used === this.held.length) this.reserve(1);
    this.held[this.used++] = value;
    return this;
  }

  /** Appends several bytes. They are mostly few, and then a loop is faster than `set`. */
  all(values: ArrayLike<number>): this {
    const count = values.length;
    this.reserve(count);
    if (count > FEW) this.held.set(values, this.used);
    else for (let i = 0; i < count; i++) this.held[this.used + i] = values[i] as number;
    this.used += count;
    return this;
  }

  /** Appends an integer as unsigned LEB128: seven bits per byte, the low ones first. */
  unsigned(value: number): this {
    let rest = value;
    while (rest > 0x7f || rest < 0) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Appends a 32-bit integer as signed LEB128. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest > 0x3f || rest < -0x40) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  /** Appends a name: its length, then its characters, which are ASCII. */
  text(value: string): this {
    this.unsigned(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
    return this;
  }

  /** Appends the number of some bytes, then the bytes: the form of sections and functions. */
  sized(content: Bytes): this {
    return this.unsigned(content.length).all(content.taken());
  }

  /** The bytes so far. The view is valid until more are appended. */
  taken(): Uint8Array {
    return this.held.subarray(0, this.used);
  }

  private reserve(more: number): void {
    if (this.used + more <= this.held.length) return;
    const larger = new Uint8Array(Math.max(2 * this.held.length, this.used + more));
    larger.set(this.taken());
    this.held = larger;
  }
}

/** The eight bytes of a double. */
export function float64(value: number): number[] {
  scratch.setFloat64(0, value, true);
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => scratch.getUint8(i));
}

/** The four bytes of a float32. */
export function float32(value: number): number[] {
  scratch.setFloat32(0, value, true);
  return [0, 1, 2, 3].map((i) => scratch.getUint8(i));
}

const FEW = 32;
const scratch = new DataView(new ArrayBuffer(8));

/** Bytes that are appended one after another, in one array that grows: a kernel is written in the middle of somebody's call. */
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

  /** Several bytes. A few are sooner written one by one than by `set`, and most are few. */
  all(values: ArrayLike<number>): this {
    const count = values.length;
    this.reserve(count);
    if (count > FEW) this.held.set(values, this.used);
    else for (let i = 0; i < count; i++) this.held[this.used + i] = values[i] as number;
    this.used += count;
    return this;
  }

  /** An integer as WebAssembly writes it unsigned: seven bits a byte, low ones first. */
  unsigned(value: number): this {
    let rest = value;
    while (rest > 0x7f || rest < 0) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** A 32-bit integer as WebAssembly writes it signed. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest > 0x3f || rest < -0x40) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  /** A name as WebAssembly writes it: its length, then its UTF-8. All of ours are ASCII. */
  text(value: string): this {
    this.unsigned(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
    return this;
  }

  /** Other bytes behind their number, as sections and functions are kept. */
  sized(content: Bytes): this {
    return this.unsigned(content.length).all(content.taken());
  }

  /** What has been written, in a view that holds until more is. */
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

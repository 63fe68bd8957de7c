/** Running sums that numbers of one position modulo this are added to. */
export const LANES = 8;
/** Numbers after which the lanes are folded into the total; a multiple of {@link LANES}. */
export const CHUNK = 65536;

/**
 * The order in which actfn sums along a row: that of SIMD lanes, spelled out, so that a sum has the same bits wherever it is computed.
 *
 * The numbers are cut into chunks of {@link CHUNK}. Within a chunk number i is added to lane i mod 8, each lane starting from
 * 0, and the lanes are folded as ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)). Chunks are added one after another.
 *
 * The gradients of learned options are no such sums: they are added one after another, in the order of the elements.
 */
export class OrderedSum {
  private readonly lanes = new Float64Array(LANES);
  private position = 0;
  private total = 0;

  /** Adds the first `count` of some numbers. */
  add(values: Float64Array, count: number): void {
    const { lanes } = this;
    for (let i = 0; i < count; i++) {
      const lane = this.position % LANES;
      lanes[lane] = (lanes[lane] as number) + (values[i] as number);
      if (++this.position === CHUNK) this.fold();
    }
  }

  /** The sum of everything added since the last call; starts over. */
  take(): number {
    if (this.position > 0) this.fold();
    const { total } = this;
    this.total = 0;
    return total;
  }

  private fold(): void {
    const [l0, l1, l2, l3, l4, l5, l6, l7] = this.lanes as unknown as readonly number[] as Lanes;
    this.total += l0 + l4 + (l2 + l6) + (l1 + l5 + (l3 + l7));
    this.lanes.fill(0);
    this.position = 0;
  }
}

type Lanes = readonly [number, number, number, number, number, number, number, number];

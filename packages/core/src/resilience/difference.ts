import { codecOf, isEncoded } from "../tensor/codec.js";
import type { Tensor } from "../tensor/tensor.js";

/** The largest difference between two results. */
export interface Difference {
  /** In units in the last place: how many numbers of the dtype lie between. +0 and −0 are 1 apart; NaN and a number infinitely many. */
  readonly ulp: number;
  readonly result: number;
  readonly element: number;
  readonly answered: number;
  readonly other: number;
}

/** The worst difference between the results of two backends for one request; `ulp` is 0 where all bits are equal (any NaN equals any other). */
export function worstDifference(answered: readonly Tensor[], other: readonly Tensor[]): Difference {
  let worst: Difference = { ulp: 0, result: 0, element: 0, answered: 0, other: 0 };
  for (const [result, a] of answered.entries()) {
    const b = other[result] as Tensor;
    const orderA = ordering(a);
    const orderB = ordering(b);
    for (let element = 0; element < a.data.length; element++) {
      const ulp = distance(orderA(element), orderB(element));
      if (ulp > worst.ulp) {
        worst = { ulp, result, element, answered: numberAt(a, element), other: numberAt(b, element) };
      }
    }
  }
  return worst;
}

function distance(a: number | bigint | undefined, b: number | bigint | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : Number.POSITIVE_INFINITY;
  const difference = Number((a as bigint) - (b as bigint));
  return Math.abs(difference);
}

/** The place of each element among all numbers of its dtype; undefined for NaN. */
function ordering(tensor: Tensor): (element: number) => number | bigint | undefined {
  const { data, dtype } = tensor;
  if (dtype === "float64") {
    const bits = new BigInt64Array(data.slice().buffer);
    return (i) => {
      if (Number.isNaN(data[i])) return undefined;
      const own = bits[i] as bigint;
      return own >= 0n ? own : -(own & 0x7fff_ffff_ffff_ffffn) - 1n;
    };
  }
  if (isEncoded(dtype)) {
    const { decode } = codecOf(dtype);
    return (i) => {
      const own = data[i] as number;
      const magnitude = own & 0x7fff;
      if (Number.isNaN(decode(own))) return undefined;
      return own < 0x8000 ? magnitude : -magnitude - 1;
    };
  }
  const bits = new Int32Array(data.slice().buffer);
  return (i) => {
    if (Number.isNaN(data[i])) return undefined;
    const own = bits[i] as number;
    return own >= 0 ? own : -(own & 0x7fff_ffff) - 1;
  };
}

function numberAt({ data, dtype }: Tensor, element: number): number {
  return codecOf(dtype).decode(data[element] as number);
}

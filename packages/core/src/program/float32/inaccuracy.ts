/** A result of a float32 kernel that is outside the bound, and the inputs that give it. */
export interface Inaccuracy {
  /** Every input by name: x or its parts, tensor options, dy, and the options that the kernel reads. */
  readonly inputs: readonly (readonly [name: string, value: number])[];
  readonly got: number;
  readonly exact: number;
  /** The largest error allowed in the comparison, in units in the last place. */
  readonly allowed: number;
}

/** Describes an inaccuracy in a sentence. */
export function describeInaccuracy({ inputs, got, exact, allowed }: Inaccuracy): string {
  const at = inputs.map(([name, value]) => `${name} = ${show(value)}`).join(", ");
  const rounded = Math.fround(exact);
  if (!Number.isFinite(rounded) || !Number.isFinite(got) || rounded === 0) {
    return `The float32 kernel is inaccurate: at ${at} it gives ${show(got)} instead of ${show(rounded)}.`;
  }
  const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(exact))), -126) - 23);
  const ulps = Number((Math.abs(got - exact) / ulp).toPrecision(3));
  return `The float32 kernel is inaccurate: at ${at} it gives ${show(got)}; the exact result is ${show(exact)} (${ulps} ulp; at most ${Number(allowed.toPrecision(3))} are allowed).`;
}

function show(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

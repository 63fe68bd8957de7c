/**
 * All decimal digits of a finite double (and so of a float32): each is a whole number times a power of two, and has an
 * end. `0.1` gives 0.1000000000000000055511151231257827021181583404541015625.
 */
export function exactDigits(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}Infinity`;
  const [whole, power] = asWholeTimesPowerOfTwo(Math.abs(value));
  if (power >= 0) return sign + (whole << BigInt(power)).toString();
  // w / 2^n = w · 5^n / 10^n: n digits after the point.
  const digits = (whole * 5n ** BigInt(-power)).toString().padStart(-power + 1, "0");
  const [head, tail] = [digits.slice(0, power), digits.slice(power).replace(/0+$/, "")];
  return sign + (tail === "" ? head : `${head}.${tail}`);
}

function asWholeTimesPowerOfTwo(value: number): readonly [whole: bigint, power: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  let [whole, power] = exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075];
  while (power < 0 && whole !== 0n && (whole & 1n) === 0n) {
    whole >>= 1n;
    power += 1;
  }
  return whole === 0n ? [0n, 0] : [whole, power];
}

/** The bits of a number as a float32, in hexadecimal: 1 is 3f800000. */
export function float32Bits(value: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, "0");
}

/** The shortest decimal that reads back as the same float32. */
export function shortestFloat32(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return "-0";
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}

/** Reads a number as people and as we write it: `-0`, `−0.5`, `1e-3`, `Infinity`, `∞`, `NaN`; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text
    .trim()
    .replace("−", "-")
    .replace(/^([+-]?)(?:∞|inf(?:inity)?)$/i, "$1Infinity");
  if (/^nan$/i.test(plain)) return Number.NaN;
  return plain === "" || Number.isNaN(Number(plain)) ? undefined : Number(plain);
}

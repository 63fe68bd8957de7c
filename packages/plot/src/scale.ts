/** Maps values to pixels along one side of a picture. */
export interface Scale {
  readonly domain: readonly [number, number];
  /** Whether a value has a place: a logarithmic scale has none for what is not above zero. */
  readonly has: (value: number) => boolean;
  readonly toPixel: (value: number) => number;
  /** The values that are marked. */
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

/** A scale on which equal steps are equal lengths. A domain that is not finite has nothing to show: it becomes [0, 1]. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  count = 6,
): Scale {
  const [from, to] = domain.every(Number.isFinite) ? domain : [0, 1];
  const [low, high] = isConstant(from, to) ? widen(from, to, 0, constantRoom(from)) : [from, to];
  // Halves, and shares of the count: the whole length may be more than a double holds.
  const length = high / 2 - low / 2;
  const step = niceStep(Math.abs(high / count - low / count));
  return {
    domain: [low, high],
    has: Number.isFinite,
    toPixel: (value) => range[0] + ((value / 2 - low / 2) / length) * (range[1] - range[0]),
    ticks: ticksOf(Math.min(low, high), Math.max(low, high), step),
    format: (value) => formatTick(value, step),
  };
}

/** The multiples of a step from one number to another. */
function ticksOf(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => clean((first + i) * step));
}

/** A scale on which equal ratios are equal lengths. A domain that is not above zero has no place on it: it becomes [0.1, 10]. */
export function logScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  count = 6,
): Scale {
  const isPossible = domain.every((end) => end > 0 && Number.isFinite(end));
  const [from, to] = isPossible ? domain : [0.1, 10];
  const low = Math.log10(from);
  const high = Math.max(Math.log10(to), low + 1e-6);
  const { ticks, format } = logTicks(low, high, count);
  return {
    domain: [from, to],
    has: (value) => value > 0 && Number.isFinite(value),
    toPixel: (value) => range[0] + ((Math.log10(value) - low) / (high - low)) * (range[1] - range[0]),
    ticks,
    format,
  };
}

/** Powers of ten; where there are fewer than three, their doubles and fivefolds too; where that is one at most, round numbers. */
function logTicks(low: number, high: number, count: number): Pick<Scale, "ticks" | "format"> {
  const first = Math.ceil(low - 1e-9);
  const powers = Array.from({ length: Math.floor(high + 1e-9) - first + 1 }, (_, i) => first + i);
  if (powers.length >= 3) {
    const stride = Math.ceil(powers.length / count);
    const shown = powers.filter((_, i) => i % stride === 0);
    return { ticks: shown.map((power) => Number(`1e${power}`)), format: formatPower };
  }
  const fine = [first - 1, ...powers]
    .flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`)))
    .filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9);
  return fine.length >= 2
    ? { ticks: fine, format: formatPower }
    : linearScale([10 ** low, 10 ** high], [0, 1], count);
}

/** The extent of finite values, widened a little; what is constant gets room around it. */
export function extent(values: Iterable<number>, isLog = false): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return isLog ? [0.1, 10] : [0, 1];
  if (isLog) {
    const factor = low === high ? 3 : 1.3;
    return [Math.max(Number.MIN_VALUE, low / factor), Math.min(Number.MAX_VALUE, high * factor)];
  }
  return isConstant(low, high) ? widen(low, high, 0, constantRoom(low)) : widen(low, high, 0.05);
}

/** Two ends moved apart by a share of their distance, and by no less than `least`; never beyond what a double holds. */
export function widen(low: number, high: number, share: number, least = 0): [number, number] {
  const margin = Math.max(least, high * share - low * share);
  return [Math.max(-Number.MAX_VALUE, low - margin), Math.min(Number.MAX_VALUE, high + margin)];
}

/** Whether two ends are one but for rounding: between them there is no room for ticks that differ. */
export function isConstant(low: number, high: number): boolean {
  return Math.abs(high - low) <= Math.max(1e-300, 1e-12 * Math.max(Math.abs(low), Math.abs(high)));
}

function constantRoom(value: number): number {
  return Math.max(0.5, Math.abs(value) * 0.1);
}

/** A number for a reader: few digits, but all of those before the point; a true minus sign, no trailing zeros. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e6 || size < 1e-4)
      ? value.toExponential(digits - 1)
      : String(Number(value.toPrecision(Math.max(digits, String(Math.trunc(size)).length))));
  return text.replace("-", "−").replace("e+", "e").replace("e-", "e−");
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const fraction = rough / power;
  const step = (fraction <= 1.2 ? 1 : fraction <= 2.5 ? 2 : fraction <= 6 ? 5 : 10) * power;
  return Number.isFinite(step) ? step : power;
}

function clean(value: number): number {
  return Number(value.toPrecision(15));
}

function formatTick(value: number, step: number): string {
  if (Math.abs(value) >= 1e5 || step < 1e-4) return formatNumber(value, digitsApart(value, step));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace("-", "−");
}

/** By how many digits a tick differs from the next; three at least. */
function digitsApart(value: number, step: number): number {
  const digits = Math.floor(Math.log10(Math.abs(value) / step) + 1e-9) + 2;
  return Number.isFinite(digits) ? Math.min(15, Math.max(3, digits)) : 3;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function formatPower(value: number): string {
  const power = Math.floor(Math.log10(value) + 1e-9);
  if (power >= -2 && power <= 3) return String(Number(value.toPrecision(3)));
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  const factor = Math.round(value / 10 ** power);
  return `${factor === 1 ? "" : `${factor}·`}10${power < 0 ? "⁻" : ""}${digits}`;
}

/** The two ends of a range of numbers. */
export type Interval = readonly [lower: number, upper: number];

/** The values that a plot of activations shows: what matters happens near zero. */
const SHOWN: Interval = [-4, 6];

/** Returns the range of y that shows some curves: all of their values within `limits`, and some room. Default: −4 to 6. */
export function shownRange(
  curves: readonly ArrayLike<number>[],
  [lowest, highest]: Interval = SHOWN,
): Interval {
  let [lower, upper] = [0, 0];
  for (const curve of curves) {
    for (let i = 0; i < curve.length; i++) {
      const value = curve[i] as number;
      if (Number.isFinite(value)) [lower, upper] = [Math.min(lower, value), Math.max(upper, value)];
    }
  }
  const [least, most] = [Math.max(lower, lowest), Math.min(upper, highest)];
  const margin = Math.max(0.1, (most - least) * 0.06);
  return [least - margin, most + margin];
}

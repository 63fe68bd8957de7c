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

/** A scale on which equal steps are equal lengths. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  count = 6,
): Scale {
  const [low, high] = domain[0] === domain[1] ? [domain[0] - 1, domain[1] + 1] : domain;
  const step = niceStep((high - low) / count);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(clean(i * step));
  return {
    domain: [low, high],
    has: Number.isFinite,
    toPixel: (value) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]),
    ticks,
    format: (value) => formatTick(value, step),
  };
}

/** A scale on which equal ratios are equal lengths. */
export function logScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  count = 6,
): Scale {
  const low = Math.log10(domain[0]);
  const high = Math.max(Math.log10(domain[1]), low + 1e-6);
  const stride = Math.max(1, Math.ceil((Math.floor(high) - Math.ceil(low) + 1) / count));
  const ticks: number[] = [];
  for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power += stride)
    ticks.push(Number(`1e${power}`));
  return {
    domain,
    has: (value) => value > 0 && Number.isFinite(value),
    toPixel: (value) => range[0] + ((Math.log10(value) - low) / (high - low)) * (range[1] - range[0]),
    ticks,
    format: formatPower,
  };
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
  if (isLog) return low === high ? [low / 3, high * 3] : [low / 1.3, high * 1.3];
  const margin = low === high ? Math.max(0.5, Math.abs(low) * 0.1) : (high - low) * 0.05;
  return [low - margin, high + margin];
}

/** A number for a reader: few digits, a true minus sign, no trailing zeros. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e6 || size < 1e-4)
      ? value.toExponential(digits - 1)
      : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−").replace("e+", "e").replace("e-", "e−");
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const fraction = rough / power;
  return (fraction <= 1.2 ? 1 : fraction <= 2.5 ? 2 : fraction <= 6 ? 5 : 10) * power;
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}

function formatTick(value: number, step: number): string {
  if (Math.abs(value) >= 1e5) return formatNumber(value, 3);
  if (step < 1e-4) return formatNumber(value, 3);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace("-", "−");
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function formatPower(value: number): string {
  const power = Math.floor(Math.log10(value) + 1e-9);
  if (power >= -2 && power <= 3) return String(Number(value.toPrecision(3)));
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  const factor = Math.round(value / 10 ** power);
  return `${factor === 1 ? "" : `${factor}·`}10${power < 0 ? "⁻" : ""}${digits}`;
}

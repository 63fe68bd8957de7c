import { type AnyActivation, derivative, type Properties } from "../../src/index.js";
import { gradientsOf, grid, valuesOf } from "../evaluate.js";

/** A point of a graph. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

type Curve = (x: number) => number;

/** The size of a slope from which on it is not saturated; see `saturation` in `Properties`. */
const STEEP = 0.01;
/** Where definitions change branch at their default options. */
const corners = [-3, -1, -0.5, 0, 0.5, 1, 3, 6, 20];
const far = [-1e6, -1e5, -1e4, -1e3, -400, -100, 100, 400, 1e3, 1e4, 1e5, 1e6];
const xs = grid(-40, 40, 16000);

/** Finds the properties of a pointwise activation from its values and slopes, in double, at its default options. */
export class MeasuredProperties {
  private readonly activation: AnyActivation;
  private readonly values: readonly number[];
  private readonly slopes: readonly number[];

  constructor(activation: AnyActivation) {
    this.activation = activation;
    this.values = valuesOf(activation, xs);
    this.slopes = this.slopesAt(xs);
  }

  private slopesAt(x: readonly number[]): readonly number[] {
    return gradientsOf(this.activation, x)[0] as number[];
  }

  private readonly value: Curve = (x) => valuesOf(this.activation, [x])[0] as number;
  private readonly slope: Curve = (x) => this.slopesAt([x])[0] as number;

  /** The value and the slope at any x. */
  at(x: number): { readonly y: number; readonly slope: number } {
    return { y: this.value(x), slope: this.slope(x) };
  }

  /** The interval of the values. The limits at ±Infinity belong to it; an end is closed if a finite x gives it. */
  range(): Properties["range"] {
    const limits = valuesOf(this.activation, [-Infinity, Infinity, ...far]);
    const [low, high] = [this.lowest(), this.highest()];
    const all = [...this.values, ...limits].filter((y) => !Number.isNaN(y));
    const lower = Math.min(...all, low?.y ?? Infinity);
    const upper = Math.max(...all, high?.y ?? -Infinity);
    return {
      lower: lower < -100 ? -Infinity : lower,
      upper: upper > 100 ? Infinity : upper,
      closed: [low?.y === lower || this.isFlatAt(lower), high?.y === upper || this.isFlatAt(upper)],
    };
  }

  /** Whether the graph has a level part at y; beyond 8 a tail is level by rounding alone. */
  private isFlatAt(y: number): boolean {
    return xs.some((x, i) => Math.abs(x) <= 8 && this.values[i] === y && this.slopes[i] === 0);
  }

  /** The x from which the value falls; undefined if it never does. */
  fallsAt(): number | undefined {
    const { values } = this;
    const i = values.findIndex((y, k) => k > 0 && y < (values[k - 1] as number) - 1e-14 * Math.abs(y));
    return i < 0 ? undefined : xs[i - 1];
  }

  /** −1 if it jumps, 0 if it has kinks, 1 if its slope has some; otherwise 2 or more. */
  smoothness(): number {
    const second = derivative(this.activation as never, 2);
    if (largestJump((x) => valuesOf(this.activation, x)) > 1e-4) return -1;
    if (largestJump((x) => this.slopesAt(x)) > 1e-4) return 0;
    return largestJump((x) => valuesOf(second, x)) > 1e-4 ? 1 : 2;
  }

  zeroCentered(): boolean {
    return this.value(0) === 0 && this.values.some((y) => y < 0) && this.values.some((y) => y > 0);
  }

  /** Where the graph is steepest, and how steep it is there; Infinity if it becomes steeper without end. */
  steepest(): { readonly x: number; readonly lipschitz: number } {
    const steep: Curve = (x) => Math.abs(this.slope(x));
    const i = indexOfLargest(this.slopes.map(Math.abs));
    const inside = highestBetween(
      steep,
      xs[Math.max(i - 1, 0)] as number,
      xs[Math.min(i + 1, 16000)] as number,
    );
    const outside = this.slopesAt(far).map((slope) => (Number.isNaN(slope) ? 0 : Math.abs(slope)));
    const j = indexOfLargest(outside);
    const [most, x] =
      (outside[j] as number) > inside.y ? [outside[j] as number, far[j] as number] : [inside.y, inside.x];
    return { x, lipschitz: most > 30 ? Infinity : most };
  }

  /** The lowest point; undefined if the graph has no lowest point, or a level stretch of them. */
  lowest(): Point | undefined {
    return this.extreme(1);
  }

  highest(): Point | undefined {
    return this.extreme(-1);
  }

  private extreme(sign: 1 | -1): Point | undefined {
    const heights = this.values.map((y) => sign * y);
    const least = heights.reduce((a, b) => Math.min(a, b));
    // A tail can underflow to the same number, so the lowest of the points with higher ones on both sides is meant.
    const dips = xs.flatMap((x, i) => {
      const [before, here, after] = [heights[i - 1], heights[i] as number, heights[i + 1]];
      return before !== undefined && after !== undefined && before > here && after > here
        ? [{ x, here }]
        : [];
    });
    const dip = dips.reduce<(typeof dips)[number] | undefined>(
      (a, b) => (a && a.here <= b.here ? a : b),
      undefined,
    );
    if (dip === undefined) return undefined;
    const level = this.levelBetween(dip.x - 0.005, dip.x + 0.005, sign);
    // Bisection ends beside a round number.
    const round = Math.round(level * 1e12) / 1e12;
    const x = sign * this.value(round) <= sign * this.value(level) ? round : level;
    const y = this.value(x);
    return sign * y <= least + 1e-12 ? { x, y } : undefined;
  }

  /** The x at which the slope has become positive (times the sign). */
  private levelBetween(low: number, high: number, sign: 1 | -1): number {
    return crossing((x) => sign * this.slope(x) > 0, low, high);
  }

  saturates(): Properties["saturates"] {
    const [left, right] = this.slopesAt([-1e5, 1e5]).map((slope) => Math.abs(slope) < 1e-4);
    return left && right ? "both" : left ? "left" : right ? "right" : "none";
  }

  /** Beyond which x the slope stays below 1/100; nothing if it is so everywhere. */
  saturation(): { readonly below?: number; readonly above?: number } {
    const sides = this.saturates();
    const isSteep = (x: number): boolean => Math.abs(this.slope(x)) >= STEEP;
    const steep = xs.flatMap((_, i) => (Math.abs(this.slopes[i] as number) >= STEEP ? [i] : []));
    const [first, last] = [steep[0], steep.at(-1)];
    if (first === undefined || last === undefined) return {};
    const below = crossing(isSteep, xs[first - 1] as number, xs[first] as number);
    const above = crossing((x) => !isSteep(x), xs[last] as number, xs[last + 1] as number);
    return {
      ...(sides === "left" || sides === "both" ? { below } : {}),
      ...(sides === "right" || sides === "both" ? { above } : {}),
    };
  }

  /** 1 / √E[f(z)²] for standard normal z. */
  gain(): number {
    const z = grid(-14, 14, 28001);
    const step = (z[1] as number) - (z[0] as number);
    const density = (v: number): number => Math.exp((-v * v) / 2) / Math.sqrt(2 * Math.PI);
    const f = valuesOf(this.activation, z);
    return 1 / Math.sqrt(f.reduce((sum, y, i) => sum + y * y * density(z[i] as number) * step, 0));
  }
}

/** How far a function is apart on the two sides of the corners, at most. */
function largestJump(f: (x: readonly number[]) => readonly number[], h = 1e-8): number {
  const above = f(corners.map((x) => x + h));
  const below = f(corners.map((x) => x - h));
  return Math.max(...above.map((y, i) => Math.abs(y - (below[i] as number)) / (1 + Math.abs(y))));
}

function indexOfLargest(numbers: readonly number[]): number {
  return numbers.reduce((best, y, i) => (y > (numbers[best] as number) ? i : best), 0);
}

/** Where a condition becomes true between low, where it is false, and high, where it is true. */
function crossing(isTrue: (x: number) => boolean, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (isTrue(middle)) b = middle;
    else a = middle;
  }
  return b;
}

/** The highest point of a function between two numbers, between which it rises and then falls. */
function highestBetween(f: Curve, low: number, high: number): Point {
  let [a, b] = [low, high];
  for (let i = 0; i < 60; i++) {
    const [left, right] = [a + (b - a) / 3, b - (b - a) / 3];
    if (f(left) < f(right)) a = left;
    else b = right;
  }
  const found = [low, high, (a + b) / 2].map((x) => ({ x, y: f(x) }));
  return found.reduce((best, point) => (point.y > best.y ? point : best));
}

import { escapeHtml, formatNumber, type Interval, linearScale, linePath, type Scale } from "@actfn/plot";

/** A curve of a figure. `role` is the class that gives it its color: `value`, `slope`, `curvature` or `overlay-3`. */
export interface Curve {
  readonly name: string;
  readonly role: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A figure of curves over one line of inputs. */
export interface FigureOptions {
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly xRange: Interval;
  readonly yRange: Interval;
  /** Intervals of x to shade, such as those where an activation saturates. */
  readonly shades?: readonly Interval[];
  readonly width?: number;
  readonly height?: number;
  /** Told apart where a page has several. */
  readonly id?: string;
}

const margin = { left: 40, right: 12, top: 10, bottom: 26 };

/** Returns the functions that map numbers to the units of a figure's viewBox. */
export function frameOf(options: FigureOptions): {
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
} {
  const { x, y } = scalesOf(options);
  return { toX: x.toPixel, toY: y.toPixel };
}

function scalesOf({ width = 720, height = 400, xRange, yRange }: FigureOptions): {
  readonly x: Scale;
  readonly y: Scale;
} {
  return {
    x: linearScale(xRange, [margin.left, width - margin.right], width < 500 ? 6 : 10),
    y: linearScale(yRange, [height - margin.bottom, margin.top], height < 300 ? 4 : 7),
  };
}

/** What a figure is made of: a page is served with them joined, and changes them one by one while a slider moves. */
export interface FigureParts {
  readonly viewBox: string;
  readonly title: string;
  readonly text: string;
  /** The grid, its numbers and what is shaded. */
  readonly ground: string;
  /** The curves from the back to the front, as the data of paths. */
  readonly paths: readonly { readonly role: string; readonly d: string }[];
}

/** The parts of a figure. */
export function partsOf(options: FigureOptions): FigureParts {
  const { width = 720, height = 400, curves, title } = options;
  const { toX, toY } = frameOf(options);
  return {
    viewBox: `0 0 ${width} ${height}`,
    title,
    text: describe(options),
    ground: ground(options),
    paths: curves.map(({ role, x, y }) => ({ role, d: linePath(x, y, toX, toY) })).reverse(),
  };
}

/** Draws a figure as SVG. Classes stand in place of colors, so that it follows the theme of the page. */
export function figure(options: FigureOptions): string {
  const { width = 720, height = 400, id = "figure" } = options;
  const { viewBox, title, text, ground, paths } = partsOf(options);
  const clip = `${id}-clip`;
  const box = `x="${margin.left}" y="${margin.top}" width="${width - margin.left - margin.right}" height="${height - margin.top - margin.bottom}"`;
  return (
    `<svg class="figure" viewBox="${viewBox}" role="img" aria-labelledby="${id}-title ${id}-text">` +
    `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-text">${escapeHtml(text)}</desc>` +
    `<clipPath id="${clip}"><rect ${box}/></clipPath><g class="ground">${ground}</g>` +
    `<g clip-path="url(#${clip})">${paths.map(({ role, d }) => `<path class="curve ${role}" d="${d}"/>`).join("")}</g></svg>`
  );
}

function ground(options: FigureOptions): string {
  const { width = 720, height = 400, shades = [] } = options;
  const { x: across, y: upright } = scalesOf(options);
  const [left, right] = [margin.left, width - margin.right];
  const [top, bottom] = [margin.top, height - margin.bottom];
  const round = (value: number): string => String(Math.round(value * 10) / 10);
  const parts: string[] = [];
  for (const [from, to] of shades) {
    const x = Math.max(across.toPixel(from), left);
    parts.push(
      `<rect class="shade" x="${round(x)}" y="${top}" width="${round(Math.min(across.toPixel(to), right) - x)}" height="${bottom - top}"/>`,
    );
  }
  for (const tick of across.ticks) {
    const x = round(across.toPixel(tick));
    parts.push(`<path class="${tick === 0 ? "axis" : "grid"}" d="M${x} ${top}V${bottom}"/>`);
    parts.push(
      `<text class="tick" x="${x}" y="${height - 8}" text-anchor="middle">${across.format(tick)}</text>`,
    );
  }
  for (const tick of upright.ticks) {
    const y = round(upright.toPixel(tick));
    parts.push(`<path class="${tick === 0 ? "axis" : "grid"}" d="M${left} ${y}H${right}"/>`);
    parts.push(
      `<text class="tick" x="${left - 8}" y="${y}" dy="0.32em" text-anchor="end">${upright.format(tick)}</text>`,
    );
  }
  return parts.join("");
}

/** A figure in words: what each curve does from left to right, and its ends. */
export function describe({ curves }: Pick<FigureOptions, "curves">): string {
  return curves.map((curve) => `${curve.name}: ${course(curve)}.`).join(" ");
}

function course({ x, y }: Curve): string {
  const last = x.length - 1;
  const lowest = extreme(y, (a, b) => a < b);
  const highest = extreme(y, (a, b) => a > b);
  const at = (i: number): string =>
    `${formatNumber(y[i] as number, 3)} at x = ${formatNumber(x[i] as number, 3)}`;
  const inside = [lowest, highest].filter((i) => i > 0 && i < last && y[i] !== y[0] && y[i] !== y[last]);
  const way = inside.sort((a, b) => a - b).map((i) => `${i === lowest ? "lowest" : "highest"}, ${at(i)}`);
  return [`from ${at(0)}`, ...way, `to ${at(last)}`].join(", ");
}

function extreme(y: ArrayLike<number>, isBeyond: (a: number, b: number) => boolean): number {
  let best = 0;
  for (let i = 1; i < y.length; i++) if (isBeyond(y[i] as number, y[best] as number)) best = i;
  return best;
}

import type { AreaMark, BandMark, BarMark, Colored, LineMark, PointMark, RuleMark } from "../chart.js";
import type { Scale } from "../scale.js";
import { coordinate, linePath } from "./path.js";
import { escapeHtml } from "./text-width.js";
import type { Theme } from "./theme.js";

/** Where marks are drawn. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly theme: Theme;
}

/** One mark as SVG. */
export function drawMark(mark: Colored, frame: Frame): string {
  switch (mark.kind) {
    case "line":
      return drawLine(mark, frame);
    case "area":
      return drawArea(mark, frame);
    case "band":
      return drawBand(mark, frame);
    case "bars":
      return drawBars(mark, frame);
    case "rule":
      return drawRule(mark, frame);
    case "points":
      return drawPoints(mark, frame);
  }
}

/** The dash pattern of a line. */
export function dashOf(dash: LineMark["dash"]): string {
  if (dash === undefined) return "";
  return ` stroke-dasharray="${dash === "dashed" ? "7 5" : "1.5 4.5"}"`;
}

function drawLine(mark: Colored<LineMark>, frame: Frame): string {
  const { x, y } = frame;
  const toX = (value: number): number => (x.has(value) ? x.toPixel(value) : Number.NaN);
  const toY = (value: number): number => (y.has(value) ? y.toPixel(value) : Number.NaN);
  const path = linePath(mark.x, mark.y, toX, toY);
  return `<path d="${path}" fill="none" stroke="${mark.color}" stroke-width="${mark.width ?? 2.25}" stroke-linejoin="round" stroke-linecap="round"${dashOf(mark.dash)}/>`;
}

function drawArea(mark: Colored<AreaMark>, { x, y }: Frame): string {
  const edge = (ys: ArrayLike<number>): string[] =>
    Array.from(
      { length: mark.x.length },
      (_, i) => `${coordinate(x.toPixel(mark.x[i] as number))} ${coordinate(y.toPixel(ys[i] as number))}`,
    );
  return `<path d="M${edge(mark.low).join("L")}L${edge(mark.high).reverse().join("L")}Z" fill="${mark.color}" fill-opacity="0.18"/>`;
}

function drawBand(mark: Colored<BandMark>, { x, top, bottom, left, right }: Frame): string {
  const from = Math.max(left, Math.min(right, x.toPixel(mark.from)));
  const to = Math.max(left, Math.min(right, x.toPixel(mark.to)));
  return `<rect x="${coordinate(from)}" y="${coordinate(top)}" width="${coordinate(to - from)}" height="${coordinate(bottom - top)}" fill="${mark.color}" fill-opacity="0.14"/>`;
}

function drawBars(mark: Colored<BarMark>, { x, y, theme }: Frame): string {
  const base = y.toPixel(Math.max(y.domain[0], Math.min(0, y.domain[1])));
  const bars: string[] = [];
  for (let i = 0; i < mark.height.length; i++) {
    const height = mark.height[i] as number;
    if (!y.has(height)) continue;
    const [from, to, end] = [
      x.toPixel(mark.from[i] as number),
      x.toPixel(mark.to[i] as number),
      y.toPixel(height),
    ];
    const gap = Math.min(1, (to - from) * 0.08);
    const fill = mark.colors?.[i] ?? mark.color;
    bars.push(
      `<rect x="${coordinate(from + gap)}" y="${coordinate(Math.min(base, end))}" width="${coordinate(Math.max(0.5, to - from - 2 * gap))}" height="${coordinate(Math.abs(base - end))}" rx="${to - from > 12 ? 2 : 0}" fill="${fill}"/>`,
    );
    const middle = (from + to) / 2;
    const error = mark.error?.[i];
    if (error !== undefined && error > 0) {
      bars.push(
        `<path d="M${coordinate(middle)} ${coordinate(y.toPixel(height - error))}V${coordinate(y.toPixel(height + error))}" stroke="${theme.ink}" stroke-width="1.5"/>`,
      );
    }
    const text = mark.text?.[i];
    if (text !== undefined) {
      bars.push(
        `<text x="${coordinate(middle)}" y="${coordinate(Math.min(base, end) - 5)}" font-size="11" text-anchor="middle" fill="${theme.ink}">${escapeHtml(text)}</text>`,
      );
    }
  }
  return bars.join("");
}

function drawRule(mark: Colored<RuleMark>, { x, y, left, right, top, bottom }: Frame): string {
  const at = coordinate(mark.axis === "x" ? x.toPixel(mark.at) : y.toPixel(mark.at));
  const path =
    mark.axis === "x"
      ? `M${at} ${coordinate(top)}V${coordinate(bottom)}`
      : `M${coordinate(left)} ${at}H${coordinate(right)}`;
  const label =
    mark.label === undefined
      ? ""
      : mark.axis === "x"
        ? `<text x="${at + 5}" y="${coordinate(top + 12)}" font-size="11" fill="${mark.color}">${escapeHtml(mark.label)}</text>`
        : `<text x="${coordinate(right - 5)}" y="${at - 5}" font-size="11" text-anchor="end" fill="${mark.color}">${escapeHtml(mark.label)}</text>`;
  return `<path d="${path}" stroke="${mark.color}" stroke-width="1.3" stroke-dasharray="5 4"/>${label}`;
}

function drawPoints(mark: Colored<PointMark>, { x, y }: Frame): string {
  let points = "";
  for (let i = 0; i < mark.x.length; i++) {
    const [vx, vy] = [mark.x[i] as number, mark.y[i] as number];
    if (x.has(vx) && y.has(vy)) {
      points += `<circle cx="${coordinate(x.toPixel(vx))}" cy="${coordinate(y.toPixel(vy))}" r="${mark.radius ?? 3.5}" fill="${mark.color}"/>`;
    }
  }
  return points;
}

import type { Colored } from "../chart.js";
import { dashOf } from "./marks.js";
import { escapeHtml, textWidth } from "./text-width.js";
import type { Theme } from "./theme.js";

/** A line of the legend. */
export interface LegendEntry {
  readonly label: string;
  readonly mark: Colored;
}

const ROW = 19;
const SIZE = 12;
const SWATCH = 22;
const GAP = 18;

/** The height of a legend that is so wide. */
export function legendHeight(entries: readonly LegendEntry[], width: number): number {
  return rowsOf(entries, width).length * ROW;
}

/** Draws swatches and names, row by row. */
export function drawLegend(
  entries: readonly LegendEntry[],
  x: number,
  y: number,
  width: number,
  theme: Theme,
): string {
  return rowsOf(entries, width)
    .map((row, index) => {
      let at = x;
      const middle = y + index * ROW + ROW / 2;
      return row
        .map((entry) => {
          const drawn = `${swatch(entry, at, middle)}<text x="${at + SWATCH + 6}" y="${middle + 4}" fill="${theme.ink}">${escapeHtml(entry.label)}</text>`;
          at += widthOf(entry);
          return drawn;
        })
        .join("");
    })
    .join("");
}

function rowsOf(entries: readonly LegendEntry[], width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const needed = widthOf(entry);
    if (used + needed - GAP > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(entry);
    used += needed;
  }
  return rows;
}

function widthOf({ label }: LegendEntry): number {
  return SWATCH + 6 + textWidth(label, SIZE) + GAP;
}

function swatch({ mark }: LegendEntry, x: number, y: number): string {
  if (mark.kind === "line") {
    return `<path d="M${x} ${y}h${SWATCH}" stroke="${mark.color}" stroke-width="${mark.width ?? 2.25}" stroke-linecap="round"${dashOf(mark.dash)}/>`;
  }
  if (mark.kind === "points") return `<circle cx="${x + SWATCH / 2}" cy="${y}" r="4" fill="${mark.color}"/>`;
  const opacity = mark.kind === "band" || mark.kind === "area" ? 0.3 : 1;
  return `<rect x="${x + 4}" y="${y - 6}" width="${SWATCH - 8}" height="12" rx="2.5" fill="${mark.color}" fill-opacity="${opacity}"/>`;
}

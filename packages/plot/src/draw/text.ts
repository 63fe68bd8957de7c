import type { Chart, Mark } from "../chart.js";
import { formatNumber, isConstant } from "../scale.js";

const BLOCKS = "▁▂▃▄▅▆▇█";
const COLUMNS = 48;

/** A chart in letters: its title, then each mark with its name, its picture in blocks, and its range. */
export function chartText(chart: Chart): string {
  const heading = [chart.title, chart.subtitle].filter((part) => part !== undefined).join("\n");
  const rows = chart.marks.map((mark) => markText(mark, chart)).filter((row) => row !== undefined);
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return [heading, ...rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`.trim())]
    .filter((line) => line !== "")
    .join("\n");
}

/** Numbers as a line of blocks. */
export function sparkline(values: ArrayLike<number>, columns: number = COLUMNS): string {
  const sampled = Array.from(
    { length: Math.min(columns, values.length) },
    (_, i, length = Math.min(columns, values.length)) =>
      values[Math.round((i * (values.length - 1)) / Math.max(1, length - 1))] as number,
  );
  const finite = sampled.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const length = high / 2 - low / 2;
  return sampled
    .map((value) => {
      if (!Number.isFinite(value)) return " ";
      const share = isConstant(low, high) ? 0 : (value / 2 - low / 2) / length;
      return BLOCKS[Math.round(share * (BLOCKS.length - 1))];
    })
    .join("");
}

function markText(mark: Mark, chart: Chart): [label: string, text: string] | undefined {
  const label = mark.label ?? "";
  if (mark.kind === "line" || mark.kind === "points")
    return [label, `${sparkline(mark.y)}  ${range(mark.y)}`];
  if (mark.kind === "band") return [label, `x from ${formatNumber(mark.from)} to ${formatNumber(mark.to)}`];
  if (mark.kind !== "bars") return undefined;
  const names = chart.x.categories;
  if (names === undefined) return [label, `${sparkline(mark.height)}  ${range(mark.height)}`];
  return [label, names.map((name, i) => `${name} ${formatNumber(mark.height[i] as number)}`).join(", ")];
}

function range(values: ArrayLike<number>): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? "no finite value" : `${formatNumber(low)} … ${formatNumber(high)}`;
}

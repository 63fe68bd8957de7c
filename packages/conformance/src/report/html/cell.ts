import { showUlp } from "../explain.js";
import { type Accuracy, histogramEdges } from "../report.js";
import { count } from "../summary.js";
import { escapeHtml } from "./escape.js";

/** Steps of the color scale: the largest error of each, and the hue that it is shown in. */
export const scale: readonly { readonly upTo: number; readonly hue: number; readonly label: string }[] = [
  { upTo: 0.51, hue: 152, label: "rounded correctly, ≤ 0.51 ulp" },
  { upTo: 1, hue: 120, label: "≤ 1" },
  { upTo: 4, hue: 80, label: "≤ 4" },
  { upTo: 100, hue: 50, label: "≤ 100" },
  { upTo: 1e4, hue: 25, label: "≤ 10,000" },
  { upTo: Infinity, hue: 0, label: "more, or another kind of number" },
];

/** The hue that an error is shown in. */
export function hueOf(ulp: number): number {
  return scale.find(({ upTo }) => ulp <= upTo)?.hue ?? 0;
}

/** A table's cell: the largest error, colored by size, over a small histogram of all errors. */
export function accuracyCell(accuracy: Accuracy | undefined): string {
  if (accuracy === undefined) return '<td class="none"></td>';
  const { worst, declared, declaredWorst, outside } = accuracy;
  const largest = Math.max(worst, declaredWorst);
  const marks = `${declared > 0 ? "*" : ""}${outside > 0 ? " ✗" : ""}`;
  return `<td class="cell${outside > 0 ? " bad" : ""}" style="--hue:${hueOf(outside > 0 && largest <= 4 ? Infinity : largest)}" title="${escapeHtml(describe(accuracy))}">${showUlp(largest)}${marks}${histogram(accuracy)}</td>`;
}

function describe(accuracy: Accuracy): string {
  const { compared, mean, worst, worstAt, bound, declared, declaredWorst, unknown, outside } = accuracy;
  const parts = [
    `largest error ${showUlp(worst)} ulp${worstAt === "" ? "" : ` at ${worstAt}`}`,
    `mean ${mean.toFixed(3)}`,
    `bound ${bound}`,
    `${count(compared)} results`,
  ];
  if (declared > 0) parts.push(`${count(declared)} declared deviations, up to ${showUlp(declaredWorst)} ulp`);
  if (unknown > 0) parts.push(`${count(unknown)} not known to be right`);
  if (outside > 0) parts.push(`${count(outside)} outside the bound`);
  return parts.join("; ");
}

/** The counts of the bins as bars of their logarithms. */
function histogram({ histogram: bins }: Accuracy): string {
  const top = Math.log1p(Math.max(...bins));
  if (top === 0) return "";
  const bars = bins.flatMap((bin, i) =>
    bin === 0 ? [] : [`M${i * 5} 12v${(-12 * Math.log1p(bin)) / top || 0}h4V12z`],
  );
  const path = bars.join("").replaceAll(/(\.\d)\d+/g, "$1");
  return `<svg viewBox="0 0 ${(histogramEdges.length + 1) * 5} 12" preserveAspectRatio="none"><path d="${path}"/></svg>`;
}

import { dtypes } from "@actfn/core";
import { compareReports } from "../compare.js";
import type { Accuracy, Report } from "../report.js";
import { accuracyCell, scale } from "./cell.js";
import { escapeHtml } from "./escape.js";

interface Column {
  readonly title: string;
  readonly of: (row: Accuracy) => boolean;
}

/** One backend: every activation against pass, dtype and precision. */
export function accuracyTable({ accuracy }: Report): string {
  const has = (test: (row: Accuracy) => boolean): boolean => accuracy.some(test);
  const columns: Column[] = dtypes
    .flatMap((dtype) =>
      (["strict", "fast"] as const).flatMap((precision) =>
        (["forward", "backward"] as const).map((pass) => ({
          title: `${dtype}<br>${precision} ${pass === "forward" ? "value" : "gradient"}`,
          of: (row: Accuracy) => row.dtype === dtype && row.precision === precision && row.pass === pass,
        })),
      ),
    )
    .filter(({ of }) => has(of));
  const names = [...new Set(accuracy.map(({ activation }) => activation))].sort();
  const rows = names.map((name) => {
    const own = accuracy.filter(({ activation }) => activation === name);
    return `<tr><th>${escapeHtml(name)}</th>${columns.map(({ of }) => accuracyCell(own.find(of))).join("")}</tr>`;
  });
  return table(
    columns.map(({ title }) => title),
    rows,
  );
}

/** Several backends side by side, in float32. */
export function comparisonTable(reports: readonly Report[]): string {
  const compared = compareReports(reports).filter(({ dtype }) => dtype === "float32");
  const rows = compared.map(
    ({ activation, pass, precision, results }) =>
      `<tr><th>${escapeHtml(activation)} <span class="soft">${pass === "forward" ? "value" : "gradient"}, ${precision}</span></th>${results.map(accuracyCell).join("")}</tr>`,
  );
  return table(
    reports.map(({ backend }) => escapeHtml(backend.name)),
    rows,
  );
}

function table(columns: readonly string[], rows: readonly string[]): string {
  const legend = scale.map(({ hue, label }) => `<span><i style="--hue:${hue}"></i>${label}</span>`).join("");
  const head = columns.map((title) => `<th>${title}</th>`).join("");
  return `<div class="legend">${legend}<span>* declared deviations</span><span>✗ outside the bound</span></div>
<div class="scroll"><table><thead><tr><th>activation</th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

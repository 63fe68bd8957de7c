import type { CatalogueEntry } from "../catalogue/entries.js";

/** A column of the table of all activations. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly text: (entry: CatalogueEntry) => string;
  /** What rows are ordered by; what has nothing comes last in either direction. */
  readonly by: (entry: CatalogueEntry) => number | string | undefined;
}

const yesOrNo = (value: boolean): string => (value ? "yes" : "no");
const costs = ["trivial", "exponential", "several"];

/** The columns after the name, in the order in which they stand. */
export const columns: readonly Column[] = [
  { id: "range", title: "Range", text: (e) => e.range, by: (e) => e.range },
  { id: "smoothness", title: "Smooth", text: (e) => e.smoothness, by: (e) => e.order },
  { id: "monotonic", title: "Monotonic", text: (e) => yesOrNo(e.monotonic), by: (e) => Number(e.monotonic) },
  {
    id: "zero",
    title: "Both signs",
    text: (e) => yesOrNo(e.zeroCentered),
    by: (e) => Number(e.zeroCentered),
  },
  { id: "saturates", title: "Saturates", text: (e) => e.saturates, by: (e) => e.saturates },
  { id: "lipschitz", title: "Steepest", text: (e) => text(e.lipschitz), by: (e) => e.lipschitz },
  { id: "gain", title: "Gain", text: (e) => text(e.gain), by: (e) => e.gain },
  { id: "cost", title: "Cost", text: (e) => e.cost, by: (e) => costs.indexOf(e.cost) },
  { id: "year", title: "Year", text: (e) => text(e.year), by: (e) => e.year },
  { id: "onnx", title: "ONNX", text: (e) => e.onnx ?? "", by: (e) => e.onnx },
];

function text(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

/** Rows in the order of a column, or by name. */
export function ordered(
  entries: readonly CatalogueEntry[],
  column: string,
  isDescending: boolean,
): CatalogueEntry[] {
  const by = columns.find(({ id }) => id === column)?.by ?? ((entry: CatalogueEntry) => entry.title);
  return [...entries].sort((a, b) => {
    const [p, q] = [by(a), by(b)];
    if (p === undefined || q === undefined) return Number(p === undefined) - Number(q === undefined);
    const order =
      typeof p === "number" && typeof q === "number" ? p - q : String(p).localeCompare(String(q), "en");
    return (isDescending ? -order : order) || a.title.localeCompare(b.title, "en");
  });
}

/** Colors and type of a picture. Any CSS color will do, also `var(--…)` on a page that defines it. */
export interface Theme {
  /** Behind everything; painted explicitly, because viewers differ in what lies behind an SVG. */
  readonly background: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  /** The axes through zero, and the frame. */
  readonly axis: string;
  /** Where an activation saturates, and other stretches that are pointed out. */
  readonly shade: string;
  /** For lines and bars, in order; told apart by color-blind readers too. */
  readonly series: readonly string[];
  /** For heat maps: below zero, zero, above zero. */
  readonly heat: readonly [negative: string, zero: string, positive: string];
  readonly font: string;
}

const FONT = "'Inter', system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** Dark ink on a white panel: readable wherever it is put, on light pages and on dark ones. */
export const light: Theme = {
  background: "#ffffff",
  ink: "#1c2333",
  soft: "#66708a",
  grid: "#e9ecf3",
  axis: "#aab3c5",
  shade: "#f3a83b",
  series: [
    "#2f5bd7",
    "#e2672a",
    "#14926b",
    "#b0379a",
    "#7a5af0",
    "#c08a00",
    "#1592b8",
    "#d3365b",
    "#6b7a12",
    "#8a5a3c",
    "#46618f",
    "#9c4fd1",
  ],
  heat: ["#2f5bd7", "#f6f7fa", "#d8442f"],
  font: FONT,
};

/** Light ink on a dark panel. */
export const dark: Theme = {
  background: "#141925",
  ink: "#e6eaf3",
  soft: "#98a3bb",
  grid: "#232b3b",
  axis: "#55617a",
  shade: "#f3a83b",
  series: [
    "#86a6ff",
    "#ff9d63",
    "#4fd0a5",
    "#ee86d7",
    "#b29bff",
    "#f0c04c",
    "#58c6e8",
    "#ff8098",
    "#bccb57",
    "#d2a17e",
    "#9bb4dd",
    "#d7a2ff",
  ],
  heat: ["#7fa0ff", "#1d2433", "#ff8a73"],
  font: FONT,
};

/** The themes by name. */
export const themes: { readonly light: Theme; readonly dark: Theme } = { light, dark };

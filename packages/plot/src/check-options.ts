import { anything, type Check, callable, fields, flag, listOf, number, where } from "@actfn/core/checks";

// The functions that users call check their options, so that a misspelled option is an error and not ignored.

const text = where("a string", (value) => typeof value === "string");
const finite = where("a finite number", Number.isFinite);
const count = number(1, Number.POSITIVE_INFINITY, true);
const size = number(1, Number.POSITIVE_INFINITY);
const names = listOf(text, "a list of names");
const theme = where(
  "a theme, such as dark",
  (value) => typeof (value as { ink?: unknown } | null)?.ink === "string",
);
const order = where("0, 1 or 2", (value) => value === 0 || value === 1 || value === 2);

/** The options of a plot of activations. */
const ofActivation = {
  from: finite,
  to: finite,
  points: number(2, Number.POSITIVE_INFINITY, true),
  options: anything,
  theme,
  derivatives: listOf(order, "a list of 0, 1 and 2"),
  saturation: number(0, Number.POSITIVE_INFINITY),
  title: text,
  width: size,
  height: size,
};

/** The options of a plot of numbers. */
const ofNumbers = {
  theme,
  title: text,
  subtitle: text,
  xLabel: text,
  yLabel: text,
  width: size,
  height: size,
  log: flag,
};

/** The functions that check their options. */
export type CheckedPlot =
  | "plotActivation"
  | "overlay"
  | "family"
  | "gallery"
  | "optionSlider"
  | "lines"
  | "bars"
  | "histogram"
  | "heatmap";

const checks: Readonly<Record<CheckedPlot, Check>> = {
  plotActivation: fields(ofActivation),
  overlay: fields({ ...ofActivation, order }),
  family: fields({ ...ofActivation, order }),
  gallery: fields({ ...ofActivation, columns: count }),
  optionSlider: fields({ ...ofActivation, steps: number(2, Number.POSITIVE_INFINITY, true) }),
  lines: fields({ ...ofNumbers, x: anything }),
  bars: fields({ ...ofNumbers, format: callable, errors: listOf(anything, "a list of numbers") }),
  histogram: fields({ ...ofNumbers, bins: count }),
  heatmap: fields({ ...ofNumbers, rows: names, columns: names, format: callable }),
};

/** Throws a `ConfigError` for an option that `plot` does not have, or whose value is invalid. */
export function checkOptions(plot: CheckedPlot, options: unknown): void {
  checks[plot](options, "", plot);
}

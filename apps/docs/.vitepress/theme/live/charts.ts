import type { Theme } from "@actfn/plot";

/** The plots in the colors of the page. */
export const pageTheme: Theme = {
  background: "var(--sheet)",
  ink: "var(--ink)",
  soft: "var(--ink-soft)",
  grid: "var(--rule)",
  axis: "var(--rule-strong)",
  shade: "var(--slope)",
  series: ["var(--value)", "var(--slope)", "var(--curvature)", "var(--fourth)"],
  heat: ["var(--value)", "var(--sheet)", "var(--slope)"],
  font: "var(--vp-font-family-base)",
};

/** Loads the plots with the first experiment, not with the page. */
export function charts(): Promise<typeof import("@actfn/plot")> {
  return import("@actfn/plot");
}

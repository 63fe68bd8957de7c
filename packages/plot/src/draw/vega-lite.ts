import type { Axis, Colored, ColoredChart, LineMark } from "../chart.js";
import type { Theme } from "./theme.js";

type Spec = Record<string, unknown>;

/** The chart as a Vega-Lite 5 spec with its data inside, for front ends that draw it themselves and let it be explored. */
export function toVegaLite(chart: ColoredChart, width: number, height: number, theme: Theme): Spec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    width: width - 90,
    height: height - 110,
    background: theme.background,
    ...(chart.title === undefined
      ? {}
      : { title: { text: chart.title, subtitle: chart.subtitle ?? "", anchor: "start" } }),
    layer: chart.marks.map((mark) => layerOf(mark, chart)),
    config: configOf(theme),
  };
}

function layerOf(mark: Colored, chart: ColoredChart): Spec {
  const x = channel("x", chart.x);
  const y = channel("y", chart.y);
  switch (mark.kind) {
    case "line":
      return {
        data: rows({ x: mark.x, y: mark.y }, mark.label),
        mark: lineMark(mark),
        encoding: { x, y, ...named(mark, chart) },
      };
    case "points":
      return {
        data: rows({ x: mark.x, y: mark.y }, mark.label),
        mark: { type: "circle", color: mark.color, size: 40, tooltip: true },
        encoding: { x, y, ...named(mark, chart) },
      };
    case "area":
      return {
        data: rows({ x: mark.x, y: mark.low, y2: mark.high }, mark.label),
        mark: { type: "area", color: mark.color, opacity: 0.18 },
        encoding: { x, y, y2: { field: "y2" } },
      };
    case "bars":
      return {
        data: rows({ x: mark.from, x2: mark.to, y: mark.height }, mark.label),
        mark: { type: "bar", color: mark.color, tooltip: true },
        encoding: { x, x2: { field: "x2" }, y },
      };
    case "band":
      return {
        data: { values: [{ x: mark.from, x2: mark.to }] },
        mark: { type: "rect", color: mark.color, opacity: 0.14 },
        encoding: { x, x2: { field: "x2" } },
      };
    case "rule": {
      const encoding = mark.axis === "x" ? { x: { datum: mark.at } } : { y: { datum: mark.at } };
      return {
        data: { values: [{}] },
        mark: { type: "rule", color: mark.color, strokeDash: [5, 4] },
        encoding,
      };
    }
  }
}

/** A mark with a label is colored by its name, which makes Vega-Lite draw a legend; the chart's colors are the range. */
function named(mark: Colored, { marks }: ColoredChart): Spec {
  if (mark.label === undefined) return {};
  const labeled = marks.filter(
    ({ label, kind }) => label !== undefined && (kind === "line" || kind === "points"),
  );
  const scale = { domain: labeled.map(({ label }) => label), range: labeled.map(({ color }) => color) };
  return { color: { datum: mark.label, type: "nominal", scale, legend: { title: null, orient: "top" } } };
}

function lineMark(mark: Colored<LineMark>): Spec {
  const dash = mark.dash === undefined ? {} : { strokeDash: mark.dash === "dashed" ? [7, 5] : [2, 4] };
  return {
    type: "line",
    color: mark.color,
    strokeWidth: mark.width ?? 2.25,
    clip: true,
    tooltip: true,
    ...dash,
  };
}

function channel(name: "x" | "y", axis: Axis): Spec {
  const names = axis.categories;
  const scale: Spec = {
    type: axis.scale ?? "linear",
    zero: false,
    ...(axis.domain === undefined ? {} : { domain: axis.domain }),
  };
  const marked =
    names === undefined
      ? {}
      : { values: names.map((_, i) => i), labelExpr: `${JSON.stringify(names)}[datum.value]` };
  return { field: name, type: "quantitative", title: axis.label ?? null, scale, axis: { ...marked } };
}

function rows(columns: Record<string, ArrayLike<number>>, label: string | undefined): Spec {
  const names = Object.keys(columns);
  const length = Math.max(...Object.values(columns).map((column) => column.length));
  const values = Array.from({ length }, (_, i) => ({
    ...Object.fromEntries(names.map((name) => [name, finiteOrNull(columns[name]?.[i])])),
    ...(label === undefined ? {} : { name: label }),
  }));
  return { values };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(7)) : null;
}

function configOf(theme: Theme): Spec {
  const text = {
    labelColor: theme.soft,
    titleColor: theme.soft,
    gridColor: theme.grid,
    domainColor: theme.axis,
    tickColor: theme.axis,
    titleFontWeight: "normal",
  };
  return {
    axis: text,
    title: { color: theme.ink, subtitleColor: theme.soft, fontSize: 16 },
    legend: { labelFontSize: 12, labelColor: theme.ink, symbolStrokeWidth: 2.5 },
    view: { stroke: null },
    font: theme.font,
  };
}

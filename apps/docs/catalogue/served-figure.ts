import type { AnyActivation } from "@actfn/core";
import { linspace, referenceRuntime, rowLegend, sampleOn, shownRange } from "@actfn/plot";
import { type Control, controlsOf, startOf } from "../curves/controls.js";
import { figure } from "../curves/figure.js";

/** A figure as it is served: drawn from the reference, with its controls; the component takes over where scripts run. */
export interface ServedFigure {
  readonly figure: string;
  readonly controls: readonly Control[];
  /** What it shows, where that is not f(x) itself. */
  readonly legend?: string;
}

const runtime = referenceRuntime();
const shown = [-5, 5] as const;

/** Draws the figure that an activation's page is served with. */
export function servedFigure(activation: AnyActivation): ServedFigure {
  const { definition } = activation;
  const controls = controlsOf(definition);
  const legend = rowLegend(definition);
  const x = linspace(shown[0], shown[1], 161);
  const { value, slope } = sampleOn(runtime, activation, startOf(controls), x, 1);
  const curves = [
    { name: legend ?? "f(x)", role: "value", x, y: value },
    ...(slope === undefined ? [] : [{ name: "its derivative", role: "slope", x, y: slope }]),
  ];
  const svg = figure({
    title: `${definition.title} and its derivative`,
    curves,
    xRange: shown,
    yRange: shownRange(curves.map(({ y }) => y)),
    id: "served",
  });
  return { figure: svg, controls, ...(legend === undefined ? {} : { legend }) };
}

import type { AnyActivation } from "@actfn/core";
import { type Control, controlsOf, startOf } from "../curves/controls.js";
import { figure } from "../curves/figure.js";
import { referenceRuntime } from "../curves/reference.js";
import { rangeOf } from "../curves/scale.js";
import { inputs, section, sectionLegend } from "../curves/section.js";

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
  const legend = sectionLegend(definition);
  const x = inputs(shown[0], shown[1], 161);
  const { value, slope } = section(runtime, activation, startOf(controls), x, 1);
  const curves = [
    { name: legend ?? "f(x)", role: "value", x, y: value },
    ...(slope === undefined ? [] : [{ name: "its derivative", role: "slope", x, y: slope }]),
  ];
  const svg = figure({
    title: `${definition.title} and its derivative`,
    curves,
    xRange: shown,
    yRange: rangeOf(curves.map(({ y }) => y)),
    id: "served",
  });
  return { figure: svg, controls, ...(legend === undefined ? {} : { legend }) };
}

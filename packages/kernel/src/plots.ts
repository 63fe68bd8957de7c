import type { AnyActivation } from "@actfn/core";
import type { Figure } from "@actfn/plot";
import {
  type ActivationPlotOptions,
  bars,
  checkPlotOptions,
  draw,
  drawGrid,
  drawOption,
  family,
  gallery,
  heatmap,
  histogram,
  lines,
  optionRange,
  overlay,
  plotActivation,
} from "@actfn/plot";
import { propertiesTable } from "./display/activation.js";
import { type Displayable, JUPYTER_DISPLAY, whenReady } from "./display/bundle.js";
import { type Slider, slider } from "./slider.js";

/** Plots: `plot(gelu)` draws an activation with its derivatives; the others hang on it by name. */
export interface Plot {
  /** An activation with f, f′ and f″, or several activations over one another. */
  (activation: AnyActivation | readonly AnyActivation[], options?: ActivationPlotOptions): Figure;
  /** Several activations over one another; `order: 1` for their derivatives. */
  readonly overlay: typeof overlay;
  /** One activation for several values of an option. */
  readonly family: typeof family;
  /**
   * One activation under a slider for one of its numeric options: `plot.slider(elu, "alpha", 0.1, 3)`. The ends are by
   * default those that the definition names. {@link slider} puts anything else under a slider.
   */
  slider(
    activation: AnyActivation,
    option: string,
    from?: number,
    to?: number,
    options?: ActivationPlotOptions & { readonly steps?: number },
  ): Slider;
  /** Many activations, each in its own panel. */
  readonly gallery: typeof gallery;
  readonly lines: typeof lines;
  readonly bars: typeof bars;
  readonly histogram: typeof histogram;
  readonly heatmap: typeof heatmap;
  /** A chart of your own: see `Chart` in `@actfn/kernel/plot`. */
  readonly chart: typeof draw;
  readonly grid: typeof drawGrid;
}

/** Draws activations and data; see {@link Plot}. */
export const plot: Plot = Object.assign(
  (activation: AnyActivation | readonly AnyActivation[], options: ActivationPlotOptions = {}): Figure =>
    isList(activation) ? overlay(activation, options) : plotActivation(activation, options),
  {
    overlay,
    family,
    slider: optionSlider,
    gallery,
    lines,
    bars,
    histogram,
    heatmap,
    chart: draw,
    grid: drawGrid,
  },
);

/**
 * Compares activations: f over one another, f′ over one another, and a table of what is known of each.
 * `compare([relu, gelu, silu])`.
 */
export function compare(
  activations: readonly AnyActivation[],
  options: ActivationPlotOptions = {},
): Displayable & { toString(): string } {
  const values = overlay(activations, { width: 400, height: 300, title: "f(x)", ...options });
  const slopes = overlay(activations, { width: 400, height: 300, title: "f′(x)", ...options, order: 1 });
  const facts = propertiesTable(activations);
  const text = [values.text, slopes.text, facts.toString()].join("\n\n");
  return {
    toString: () => text,
    [JUPYTER_DISPLAY]: () =>
      whenReady(facts[JUPYTER_DISPLAY](), ({ "text/html": rows }) => {
        const pictures = `<div style="display:flex;flex-wrap:wrap;gap:10px;margin-bottom:.8em">${values.svg}${slopes.svg}</div>`;
        return { "text/html": pictures + String(rows), "text/plain": text };
      }),
  };
}

function optionSlider(
  activation: AnyActivation,
  option: string,
  from?: number,
  to?: number,
  options: ActivationPlotOptions & { readonly steps?: number } = {},
): Slider {
  checkPlotOptions("optionSlider", options);
  const { steps, ...drawing } = options;
  const range = { ...optionRange(activation, option, from, to), ...(steps === undefined ? {} : { steps }) };
  return slider(option, range, (value) => drawOption(activation, option, value, drawing));
}

function isList(value: AnyActivation | readonly AnyActivation[]): value is readonly AnyActivation[] {
  return Array.isArray(value);
}

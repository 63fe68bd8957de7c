import type { AnyActivation } from "@actfn/core";
import { type ActivationPlotOptions, plotActivation } from "../activation/charts.js";
import { checkOptions } from "../check-options.js";
import type { Figure } from "../draw/figure.js";
import { escapeHtml } from "../draw/text-width.js";
import { formatNumber } from "../scale.js";

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** A plot with a slider, as HTML. All frames are drawn beforehand, so it needs no kernel. */
export interface SliderFigure {
  readonly html: string;
  readonly frames: readonly Figure[];
  [display](): Record<string, string>;
}

/** Draws a frame for each value, and a slider that chooses between them: `slider("alpha", [0.5, 1, 2], (alpha) => …)`. */
export function slider(
  name: string,
  values: readonly number[],
  drawFrame: (value: number) => Figure,
): SliderFigure {
  const frames = values.map(drawFrame);
  const start = Math.floor(values.length / 2);
  const shown = values.map((value) => formatNumber(value));
  const html = sliderHtml(
    name,
    shown,
    start,
    frames.map(({ svg }) => svg),
  );
  const text = sliderText(name, shown, start, frames[start]?.text ?? "");
  return { html, frames, [display]: () => ({ "text/html": html, "text/plain": text }) };
}

// Only the frames differ between figures, so the script finds its own by walking up from the slider that moved.
const SCRIPT =
  "const b=this.closest('[data-actfn-slider]');b.querySelectorAll('[data-frame]').forEach((f,i)=>f.hidden=i!=this.value);b.querySelector('output').value=this.dataset.values.split('|')[this.value]";

/** A slider over finished pieces of HTML, of which `start` shows. What a page without inline handlers does: {@link followSliders}. */
export function sliderHtml(
  name: string,
  shown: readonly string[],
  start: number,
  frames: readonly string[],
): string {
  const pictures = frames.map((frame, i) => `<div data-frame${i === start ? "" : " hidden"}>${frame}</div>`);
  return `<div data-actfn-slider style="display:inline-block;max-width:100%"><label style="display:flex;gap:.8em;align-items:center;font:13px system-ui,sans-serif;padding:.2em .4em .6em">${escapeHtml(name)}<input type="range" min="0" max="${frames.length - 1}" value="${start}" data-values="${shown.map(escapeHtml).join("|")}" oninput="${SCRIPT}" style="flex:1;max-width:22em"><output style="min-width:4em;font-variant-numeric:tabular-nums">${escapeHtml(shown[start] ?? "")}</output></label>${pictures.join("")}</div>`;
}

/** What a slider says where it cannot be drawn. */
export function sliderText(name: string, shown: readonly string[], start: number, frame: string): string {
  return `${name} from ${shown[0]} to ${shown.at(-1)}; at ${shown[start]}:\n${frame}`;
}

/**
 * Draws an activation with a slider for one of its numeric options: `optionSlider(elu, "alpha", 0.1, 3)`. Default for the
 * ends: the interval in the definition of the option. Default: 21 steps.
 */
export function optionSlider(
  activation: AnyActivation,
  option: string,
  from?: number,
  to?: number,
  options: ActivationPlotOptions & { readonly steps?: number } = {},
): SliderFigure {
  checkOptions("optionSlider", options);
  const range = optionRange(activation, option, from, to);
  const { steps, ...drawing } = options;
  const values = evenStops(range.from, range.to, steps);
  return slider(option, values, (value) => drawOption(activation, option, value, drawing));
}

/** The ends of a slider for an option: those given, else those that the definition shows it between. */
export function optionRange(
  activation: AnyActivation,
  option: string,
  from?: number,
  to?: number,
): { from: number; to: number } {
  const spec = activation.definition.options[option];
  const shown = spec?.type === "number" ? spec.shown : undefined;
  return { from: from ?? shown?.[0] ?? 0, to: to ?? shown?.[1] ?? 2 };
}

/** An activation with one value of an option, as the frame of a slider shows it. */
export function drawOption(
  activation: AnyActivation,
  option: string,
  value: number,
  options: ActivationPlotOptions,
): Figure {
  return plotActivation(activation, {
    points: 201,
    title: `${activation.definition.title}, ${option} = ${formatNumber(value)}`,
    ...options,
    options: { ...options.options, [option]: value },
  });
}

/** Numbers at even distances, both ends among them: 21 of them by default. */
export function evenStops(from: number, to: number, count = 21): number[] {
  return Array.from({ length: count }, (_, i) =>
    Number((from + ((to - from) * i) / (count - 1)).toPrecision(6)),
  );
}

import type { AnyActivation } from "@actfn/core";
import { type ActivationPlotOptions, plotActivation } from "./activation.js";
import type { Figure } from "./figure.js";
import { formatNumber } from "./scale.js";

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** A picture with a slider, as one piece of HTML that needs no kernel: every position is drawn beforehand. */
export interface SliderFigure {
  readonly html: string;
  readonly frames: readonly Figure[];
  [display](): Record<string, string>;
}

/** Draws a picture for each value and lets the reader slide between them: `slider("alpha", [0.5, 1, 2], (alpha) => …)`. */
export function slider(
  name: string,
  values: readonly number[],
  drawFrame: (value: number) => Figure,
): SliderFigure {
  const frames = values.map(drawFrame);
  const start = Math.floor(values.length / 2);
  const shown = values.map((value) => formatNumber(value));
  // Only the frames differ between figures, so the script finds its own by walking up from the slider that moved.
  const script =
    "const b=this.closest('[data-actfn-slider]');b.querySelectorAll('[data-frame]').forEach((f,i)=>f.hidden=i!=this.value);b.querySelector('output').value=this.dataset.values.split('|')[this.value]";
  const html = `<div data-actfn-slider style="display:inline-block;max-width:100%"><label style="display:flex;gap:.8em;align-items:center;font:13px system-ui,sans-serif;padding:.2em .4em .6em">${name}<input type="range" min="0" max="${values.length - 1}" value="${start}" data-values="${shown.join("|")}" oninput="${script}" style="flex:1;max-width:22em"><output style="min-width:4em;font-variant-numeric:tabular-nums">${shown[start]}</output></label>${frames
    .map(({ svg }, i) => `<div data-frame${i === start ? "" : " hidden"}>${svg}</div>`)
    .join("")}</div>`;
  const text = `${name} from ${shown[0]} to ${shown.at(-1)}; at ${shown[start]}:\n${frames[start]?.text ?? ""}`;
  return { html, frames, [display]: () => ({ "text/html": html, "text/plain": text }) };
}

/** An activation under a slider for one of its numeric options: `optionSlider(elu, "alpha", 0.1, 3)`. */
export function optionSlider(
  activation: AnyActivation,
  option: string,
  from?: number,
  to?: number,
  options: ActivationPlotOptions & { readonly steps?: number } = {},
): SliderFigure {
  const spec = activation.definition.options[option];
  const shown = spec?.type === "number" ? spec.shown : undefined;
  const [low, high] = [from ?? shown?.[0] ?? 0, to ?? shown?.[1] ?? 2];
  const steps = options.steps ?? 21;
  const values = Array.from({ length: steps }, (_, i) =>
    Number((low + ((high - low) * i) / (steps - 1)).toPrecision(6)),
  );
  return slider(option, values, (value) =>
    plotActivation(activation, {
      points: 201,
      title: `${activation.definition.title}, ${option} = ${formatNumber(value)}`,
      ...options,
      options: { ...options.options, [option]: value },
    }),
  );
}

import { inspect } from "node:util";
import { ConfigError } from "@actfn/core";
import { type Check, fields, number, where } from "@actfn/core/checks";
import { escapeHtml, evenStops, formatNumber, sliderHtml, sliderText } from "@actfn/plot";
import { bundleOf, type Displayable, JUPYTER_DISPLAY } from "./display/bundle.js";
import { frontEnd } from "./display/front-end.js";
import type { MimeBundle } from "./protocol/message.js";
import { VIEW_MIME } from "./widget/protocol.js";
import { openSliderWidget } from "./widget/slider.js";

/** The range of a slider. */
export interface SliderRange {
  readonly from: number;
  readonly to: number;
  /** The initial value. Default: the middle. */
  readonly start?: number;
  /** The number of frames that are drawn for pages without a kernel. Default: 21. */
  readonly steps?: number;
}

const finite = where("a finite number", Number.isFinite);
const checkRange: Check = fields(
  { from: finite, to: finite, start: finite, steps: number(2, Infinity, true) } satisfies Record<
    keyof SliderRange,
    Check
  >,
  ["from", "to"],
);

/** A value under a slider. */
export interface Slider extends Displayable {
  /** The current value. Later cells can read it. */
  readonly value: number;
}

/**
 * Puts whatever `show` gives for a number under a slider: a picture, a table, a tensor, or a promise of one.
 *
 *     slider("temperature", { from: 0.1, to: 5 }, (t) => softmax([[5 / t, 4 / t, -1 / t]], { axis: 1 }))
 *     slider("depth", [1, 2, 4, 8], async (depth) => plot.bars(await widths(depth)))
 *
 * Where the front end has Jupyter widgets (`pip install ipywidgets`), every move is computed anew in the kernel, on the
 * registered backend, and a range is gone through smoothly. Everywhere else, as in an exported page or on a site, the
 * positions that were drawn beforehand are shown; no kernel is needed for them.
 */
export function slider(
  name: string,
  stops: readonly number[] | SliderRange,
  show: (value: number) => unknown,
): Slider {
  if (!isList(stops)) checkRange(stops, "", `slider "${name}"`);
  const drawn = isList(stops) ? stops : drawnStops(stops);
  const initial = isList(stops) ? stops[Math.floor(stops.length / 2)] : startOf(stops);
  if (initial === undefined)
    throw new ConfigError(`slider "${name}"`, "stops", stops, "a list of at least one number");
  let value = initial;
  return {
    get value() {
      return value;
    },
    [JUPYTER_DISPLAY]: async () => {
      const frames = [];
      for (const stop of drawn) frames.push(await frameOf(await show(stop)));
      const at = drawn.indexOf(initial);
      const shown = drawn.map((stop) => formatNumber(stop));
      const html = sliderHtml(
        name,
        shown,
        at,
        frames.map((frame) => frame.html),
      );
      const bundle: MimeBundle = {
        "text/html": html,
        "text/plain": sliderText(name, shown, at, frames[at]?.text ?? ""),
      };
      const screen = frontEnd();
      if (!screen.hasWidgets) return bundle;
      const widget = openSliderWidget(
        screen,
        {
          name,
          stops: isList(stops) ? { values: stops, labels: shown } : { from: stops.from, to: stops.to },
          start: initial,
          html: frames[at]?.html ?? "",
          draw: (moved) => drawOrExplain(show, moved),
        },
        (moved) => {
          value = moved;
        },
      );
      return { [VIEW_MIME]: { version_major: 2, version_minor: 0, model_id: widget.id }, ...bundle };
    },
  };
}

interface FrameParts {
  readonly html: string;
  readonly text: string;
}

/** The stops of a range that are drawn beforehand; where it starts is one of them. */
function drawnStops(range: SliderRange): number[] {
  const stops = evenStops(range.from, range.to, range.steps);
  const start = startOf(range);
  return stops.includes(start) ? stops : [...stops, start].sort((a, b) => a - b);
}

function startOf({ from, to, start, steps }: SliderRange): number {
  if (start !== undefined) return start;
  const stops = evenStops(from, to, steps);
  return stops[Math.floor(stops.length / 2)] ?? from;
}

async function frameOf(value: unknown): Promise<FrameParts> {
  const bundle = await bundleOf(value);
  // Its renderers of formulas and Markdown are large, and most notebooks need neither.
  const { renderBundle } = await import("./notebook/html/output.js");
  const svg = bundle["image/svg+xml"];
  const html = bundle["text/html"] === undefined && typeof svg === "string" ? svg : renderBundle(bundle);
  return { html, text: String(bundle["text/plain"] ?? "") };
}

/** A value for which `show` fails has no picture; it must not take the slider with it. */
async function drawOrExplain(show: (value: number) => unknown, value: number): Promise<string> {
  try {
    return (await frameOf(await show(value))).html;
  } catch (error) {
    return `<pre style="color:#b3261e;white-space:pre-wrap">${escapeHtml(inspect(error))}</pre>`;
  }
}

function isList(stops: readonly number[] | SliderRange): stops is readonly number[] {
  return Array.isArray(stops);
}

import type { FrontEnd } from "../display/front-end.js";
import type { JsonObject } from "../protocol/message.js";
import { WidgetModel } from "./model.js";
import type { WidgetName } from "./protocol.js";

/** What a slider runs over: any number between two ends, or the numbers of a list. */
export type SliderStops =
  | { readonly from: number; readonly to: number }
  | { readonly values: readonly number[]; readonly labels: readonly string[] };

/** A slider with a picture below it that follows. */
export interface SliderWidgetOptions {
  readonly name: string;
  readonly stops: SliderStops;
  readonly start: number;
  /** The picture at the start. */
  readonly html: string;
  /** Draws the picture for a value; what it throws is shown in the picture's place. */
  draw(value: number): Promise<string>;
}

/** How many steps lie at least between the ends of a slider without stops. */
const FINENESS = 200;

/** Opens a slider over comms. Its view, by the id of the widget that is returned, stands for the whole. */
export function openSliderWidget(
  frontEnd: FrontEnd,
  options: SliderWidgetOptions,
  onMove: (value: number) => void,
): WidgetModel {
  const open = (name: WidgetName, state: JsonObject, layout: JsonObject = {}): WidgetModel =>
    new WidgetModel(frontEnd, name, {
      ...state,
      layout: new WidgetModel(frontEnd, "layout", layout).reference,
    });
  const style = new WidgetModel(frontEnd, "sliderStyle", { description_width: "initial" });
  const shared = { description: options.name, continuous_update: true, style: style.reference };
  const [kind, state] = controlState(options);
  const control = open(kind, { ...shared, ...state }, { width: "28em", max_width: "100%" });
  const picture = open("html", { value: options.html });
  const box = open("verticalBox", { children: [control.reference, picture.reference] });

  control.onChange(async (changed) => {
    const value = valueIn(options.stops, changed);
    if (value === undefined) return;
    onMove(value);
    const html = await options.draw(value);
    // By now the reader may have moved on: an older picture must not replace a newer one.
    if (valueIn(options.stops, { value: control.get("value"), index: control.get("index") }) === value)
      picture.set({ value: html });
  });
  return box;
}

function controlState({ stops, start }: SliderWidgetOptions): [WidgetName, JsonObject] {
  if ("values" in stops)
    return ["selectionSlider", { _options_labels: stops.labels, index: stops.values.indexOf(start) }];
  const { from: min, to: max } = stops;
  return [
    "floatSlider",
    { min, max, step: roundStep((max - min) / FINENESS), value: start, readout_format: ".3~g" },
  ];
}

/** The next smaller 1, 2 or 5 times a power of ten: people choose ends and starts that such steps meet. */
function roundStep(largest: number): number {
  const power = 10 ** Math.floor(Math.log10(largest));
  return power * ([5, 2].find((digit) => digit * power <= largest) ?? 1);
}

/** The value that a change of the control's state comes down to; `undefined` where it is not about the value. */
function valueIn(stops: SliderStops, changed: JsonObject): number | undefined {
  if ("values" in stops) {
    const { index } = changed;
    return typeof index === "number" ? stops.values[index] : undefined;
  }
  const { value } = changed;
  return typeof value === "number" ? value : undefined;
}

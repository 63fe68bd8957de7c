import { shownRange } from "@actfn/plot";
import { computed, type Ref, shallowRef, watch } from "vue";
import type { CatalogueEntry } from "../../../catalogue/entries.js";
import { type Curve, type FigureOptions, figure } from "../../../curves/figure.js";
import { type Library, library } from "./library.js";

/** As many curves as can be told apart. */
export const most = 8;

/** Draws several activations, or their slopes, into one figure. */
export function useOverlay(
  chosen: Ref<readonly CatalogueEntry[]>,
  what: Ref<"value" | "slope">,
  width: Ref<number>,
): { readonly svg: Ref<string> } {
  const loaded = shallowRef<Library>();
  watch(
    chosen,
    async ({ length }) => {
      if (length > 0) loaded.value ??= await library();
    },
    { immediate: true },
  );
  const svg = computed(() => {
    if (loaded.value === undefined) return "";
    const { runtime, sampleOn, controlsOf, startOf, linspace, activationNamed } = loaded.value;
    const x = linspace(-5, 5, 501);
    const curves = chosen.value.flatMap(({ name, title }, i): Curve[] => {
      const order = what.value === "value" ? 0 : 1;
      const activation = activationNamed(name);
      const y = sampleOn(runtime, activation, startOf(controlsOf(activation.definition)), x, order)[
        what.value
      ];
      return y === undefined ? [] : [{ name: title, role: `overlay-${i}`, x, y }];
    });
    const options: FigureOptions = {
      id: "overlay",
      title: what.value === "value" ? "Activations compared" : "Slopes of activations compared",
      curves,
      xRange: [-5, 5],
      yRange: shownRange(curves.map(({ y }) => y)),
      width: width.value,
      height: Math.round(Math.min(Math.max(width.value * 0.45, 260), 440)),
    };
    return figure(options);
  });
  return { svg };
}

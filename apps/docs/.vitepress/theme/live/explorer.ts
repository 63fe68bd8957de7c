import type { AnyActivation, Runtime } from "@actfn/core";
import { type OptionValues, type Samples, saturatedIntervals, shownRange } from "@actfn/plot";
import { computed, onBeforeUnmount, onMounted, type Ref, reactive, ref, shallowRef, watch } from "vue";
import { type Control, startOf } from "../../../curves/controls.js";
import type { Curve, FigureOptions } from "../../../curves/figure.js";
import { redraw } from "../../../curves/redraw.js";
import { idle } from "./idle.js";
import { type Library, library } from "./library.js";

/** How many inputs a figure samples. */
const sampled = 1000;
/** Milliseconds after which a slider that was moved counts as resting. */
const rest = 150;

/** The state of a figure of one activation: what is shown, the options, and the curves computed for them. */
export interface Explorer {
  readonly isReady: Ref<boolean>;
  readonly error: Ref<string | undefined>;
  readonly activation: Ref<AnyActivation | undefined>;
  readonly runtime: Ref<Runtime | undefined>;
  readonly controls: Ref<readonly Control[]>;
  readonly values: Ref<OptionValues>;
  readonly shown: { slope: boolean; curvature: boolean; saturation: boolean };
  readonly reach: Ref<number>;
  /** The width of the figure in pixels; its text stays readable on a phone because the figure is drawn anew for it. */
  readonly width: Ref<number>;
  readonly library: Ref<Library | undefined>;
  readonly section: Ref<Samples | undefined>;
  readonly options: Ref<FigureOptions | undefined>;
  /** How long the last curves took to compute and draw, in milliseconds. */
  readonly took: Ref<number>;
}

/**
 * Keeps the figure of an activation up to date. The library is loaded once the page is shown; until then the controls are
 * those that the page was served with. It is shown in `box`, in the place of the one that the page was served with.
 */
export function useExplorer(
  name: Ref<string>,
  id: string,
  served: readonly Control[],
  box: Readonly<Ref<HTMLElement | undefined>>,
): Explorer {
  const loaded = shallowRef<Library>();
  const activation = shallowRef<AnyActivation>();
  const controls = shallowRef(served);
  const values = shallowRef(startOf(served));
  const error = ref<string>();
  const shown = reactive({ slope: true, curvature: false, saturation: true });
  const reach = ref(5);
  const width = ref(720);
  const took = ref(0);

  async function load(): Promise<void> {
    try {
      await idle();
      loaded.value = await library();
      const next = loaded.value.activationNamed(name.value);
      if (activation.value !== undefined || controls.value.length === 0) {
        controls.value = loaded.value.controlsOf(next.definition);
        values.value = startOf(controls.value);
      }
      await idle();
      activation.value = next;
    } catch (failure) {
      error.value = String(failure);
    }
  }

  /** A backend would compile for each value that a slider passes; the definition itself is quicker then, to the same bits. */
  const isMoving = ref(false);
  let resting: ReturnType<typeof setTimeout> | undefined;
  watch(values, () => {
    isMoving.value = true;
    clearTimeout(resting);
    resting = setTimeout(() => {
      isMoving.value = false;
    }, rest);
  });
  onBeforeUnmount(() => clearTimeout(resting));

  const computedSection = computed(() => {
    if (loaded.value === undefined || activation.value === undefined) return undefined;
    const { linspace, sampleOn } = loaded.value;
    const runtime = isMoving.value ? loaded.value.interpreted : loaded.value.runtime;
    const x = linspace(-reach.value, reach.value, sampled);
    try {
      return sampleOn(runtime, activation.value, values.value, x, shown.curvature ? 2 : 1);
    } catch (failure) {
      return failure instanceof Error ? failure.message : String(failure);
    }
  });

  const options = computed(() => {
    const { value } = section;
    if (value === undefined || activation.value === undefined) return undefined;
    const legend = loaded.value?.rowLegend(activation.value.definition) ?? "f(x)";
    const drawn = figureOptions(activation.value, legend, value, shown, id);
    return { ...drawn, width: width.value, height: heightOf(width.value) };
  });

  /** The last curves that could be computed stay when options do not go together. */
  const section = shallowRef<Samples>();
  const isReady = ref(false);
  const draw = (): void => {
    const began = performance.now();
    const result = computedSection.value;
    if (result === undefined) return;
    error.value = typeof result === "string" ? result : undefined;
    if (typeof result !== "string") section.value = result;
    if (options.value === undefined || box.value === undefined) return;
    redraw(box.value, options.value);
    isReady.value = true;
    took.value = performance.now() - began;
  };

  onMounted(load);
  watch(name, load);
  // At once, and no more than once a frame, however often a slider tells that it moves.
  let frame: number | undefined;
  let isStale = false;
  const drawInTime = (): void => {
    isStale = frame !== undefined;
    if (isStale) return;
    draw();
    frame = requestAnimationFrame(() => {
      frame = undefined;
      if (isStale) drawInTime();
    });
  };
  watch([activation, values, isMoving, reach, width, () => ({ ...shown })], drawInTime);
  onBeforeUnmount(() => frame !== undefined && cancelAnimationFrame(frame));

  return {
    isReady,
    error,
    activation,
    runtime: computed(() => loaded.value?.runtime),
    controls,
    values,
    shown,
    reach,
    width,
    library: loaded,
    section,
    options,
    took,
  };
}

/** The height of a figure of a width; style/explorer.css keeps that much room for it. */
function heightOf(width: number): number {
  return Math.round(Math.max((width * 400) / 720, 260));
}

function figureOptions(
  { definition }: AnyActivation,
  legend: string,
  { x, value, slope, curvature }: Samples,
  shown: Explorer["shown"],
  id: string,
): FigureOptions {
  const curves: Curve[] = [{ name: legend, role: "value", x, y: value }];
  if (shown.slope && slope !== undefined) curves.push({ name: "f′(x)", role: "slope", x, y: slope });
  if (shown.curvature && curvature !== undefined)
    curves.push({ name: "f″(x)", role: "curvature", x, y: curvature });
  return {
    id,
    title: `${definition.title} and its derivatives`,
    curves,
    xRange: [x[0] as number, x[x.length - 1] as number],
    yRange: shownRange(curves.map(({ y }) => y)),
    ...(shown.saturation && slope !== undefined ? { shades: saturatedIntervals(x, slope) } : {}),
  };
}

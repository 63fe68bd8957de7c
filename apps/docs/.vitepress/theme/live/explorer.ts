import type { AnyActivation, OptionSpec, Runtime } from "@actfn/core";
import { computed, onMounted, type Ref, reactive, ref, shallowRef, watch } from "vue";
import { type Curve, type FigureOptions, figure } from "../../../curves/figure.js";
import { flatIntervals } from "../../../curves/saturation.js";
import { rangeOf } from "../../../curves/scale.js";
import type { OptionValues, Section } from "../../../curves/section.js";
import { type Library, library } from "./library.js";

/** How many inputs a figure samples. */
export const sampled = 1000;

/** A control for one option. */
export interface Control {
  readonly name: string;
  readonly spec: OptionSpec;
  readonly range: readonly [number, number];
}

/** The state of a figure of one activation: what is shown, the options, and the curves computed for them. */
export interface Explorer {
  readonly isReady: Ref<boolean>;
  readonly error: Ref<string | undefined>;
  readonly activation: Ref<AnyActivation | undefined>;
  readonly runtime: Ref<Runtime | undefined>;
  readonly controls: Ref<readonly Control[]>;
  readonly values: Record<string, number | string | boolean>;
  readonly shown: { slope: boolean; curvature: boolean; saturation: boolean };
  readonly reach: Ref<number>;
  /** The width of the figure in pixels; its text stays readable on a phone because the figure is drawn anew for it. */
  readonly width: Ref<number>;
  readonly library: Ref<Library | undefined>;
  readonly section: Ref<Section | undefined>;
  readonly options: Ref<FigureOptions | undefined>;
  readonly svg: Ref<string>;
  readonly took: Ref<number>;
}

/** Loads the library when the page is shown in a browser and keeps the figure of an activation up to date. */
export function useExplorer(name: Ref<string>, id: string): Explorer {
  const loaded = shallowRef<Library>();
  const runtime = computed(() => loaded.value?.runtime);
  const activation = shallowRef<AnyActivation>();
  const computedSection = shallowRef<Section>();
  const error = ref<string>();
  const values = reactive<Record<string, number | string | boolean>>({});
  const shown = reactive({ slope: true, curvature: false, saturation: false });
  const reach = ref(5);
  const took = ref(0);
  const width = ref(720);

  const controls = computed(() => (activation.value === undefined ? [] : controlsOf(activation.value)));

  async function load(): Promise<void> {
    try {
      loaded.value = await library();
      for (const key of Object.keys(values)) delete values[key];
      const next = loaded.value.activationNamed(name.value);
      const { ["axis"]: _, ...start } = {
        ...defaultsOf(next),
        ...loaded.value.startingOptions(next.definition),
      };
      Object.assign(values, start);
      activation.value = next;
    } catch (failure) {
      error.value = String(failure);
    }
  }

  function compute(): void {
    if (loaded.value === undefined || activation.value === undefined) return;
    const { runtime, inputs, section } = loaded.value;
    const started = performance.now();
    try {
      const order = shown.curvature ? 2 : 1;
      const x = inputs(-reach.value, reach.value, sampled);
      computedSection.value = section(runtime, activation.value, values, x, order);
      error.value = undefined;
    } catch (failure) {
      error.value = failure instanceof Error ? failure.message : String(failure);
    }
    took.value = performance.now() - started;
  }

  const options = computed(() => {
    if (computedSection.value === undefined || activation.value === undefined) return undefined;
    const legend = loaded.value?.sectionLegend(activation.value.definition) ?? "";
    const drawn = figureOptions(activation.value, legend, computedSection.value, shown, id);
    return { ...drawn, width: width.value, height: Math.round(Math.max(width.value * 0.55, 260)) };
  });
  const svg = computed(() => (options.value === undefined ? "" : figure(options.value)));

  onMounted(load);
  watch(name, load);
  watch([activation, reach, () => ({ ...values }), () => shown.curvature], compute, { flush: "sync" });

  return {
    isReady: computed(() => computedSection.value !== undefined),
    error,
    activation,
    runtime,
    controls,
    values,
    shown,
    reach,
    width,
    library: loaded,
    section: computedSection,
    options,
    svg,
    took,
  };
}

function defaultsOf({ definition }: AnyActivation): OptionValues {
  const defaults = Object.entries(definition.options).map(([name, spec]) => [name, spec.default] as const);
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined)) as OptionValues;
}

function controlsOf({ definition }: AnyActivation): Control[] {
  return Object.entries(definition.options)
    .filter(([, spec]) => spec.type !== "axis")
    .map(([name, spec]) => ({ name, spec, range: rangeOfOption(spec) }));
}

function rangeOfOption(spec: OptionSpec): readonly [number, number] {
  if (spec.type === "number" && spec.shown !== undefined) return spec.shown;
  const middle = typeof spec.default === "number" ? spec.default : 0.25;
  return middle === 0 ? [-1, 1] : [Math.min(0, 2 * middle), Math.max(1, 3 * middle)];
}

function figureOptions(
  { definition }: AnyActivation,
  legend: string,
  { x, value, slope, curvature }: Section,
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
    yRange: rangeOf(curves.map(({ y }) => y)),
    ...(shown.saturation && slope !== undefined ? { shades: flatIntervals(x, slope) } : {}),
  };
}

import { onMounted, type Ref, ref, shallowRef } from "vue";
import type { NetworkActivation } from "../../../experiments/network.js";
import { charts } from "./charts.js";
import { type Library, library } from "./library.js";

/** What an experiment works with, once it is loaded. */
export interface Laboratory {
  readonly library: Library;
  readonly plot: Awaited<ReturnType<typeof charts>>;
  /** An activation ready to be evaluated, with the options it starts with. */
  readonly activationOf: (name: string) => NetworkActivation;
}

/** Loads the library and the charts when the experiment is shown. */
export function useLaboratory(): {
  readonly lab: Ref<Laboratory | undefined>;
  readonly error: Ref<string | undefined>;
} {
  const lab = shallowRef<Laboratory>();
  const error = ref<string>();
  onMounted(async () => {
    try {
      const [loaded, plot] = await Promise.all([library(), charts()]);
      const activationOf = (name: string): NetworkActivation => {
        const activation = loaded.activationNamed(name);
        return {
          runtime: loaded.runtime,
          activation,
          options: loaded.startOf(loaded.controlsOf(activation.definition)),
        };
      };
      lab.value = { library: loaded, plot, activationOf };
    } catch (failure) {
      error.value = String(failure);
    }
  });
  return { lab, error };
}

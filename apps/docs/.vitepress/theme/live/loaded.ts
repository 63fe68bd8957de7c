import { cpu } from "@actfn/backend-cpu";
import { activationNamed, type Backend, createRuntime, type Tensor, tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { linspace, referenceRuntime, rowLegend, sampleOn } from "@actfn/plot";
import { controlsOf, startOf } from "../../../curves/controls.js";
import { boundsOf, provenDigits } from "../../../digits/proven.js";

/** Starts the runtime that the figures of this visit are computed on. This module is a chunk of its own: see `library`. */
export async function start() {
  const backend = await compiledOrReference();
  const runtime = createRuntime({ backends: [backend], precision: "strict" });
  return {
    runtime,
    /** The reference: the same bits at once for a few inputs, slow for many. */
    interpreted: referenceRuntime(),
    activationNamed,
    linspace,
    sampleOn,
    rowLegend,
    /** The value or the slope at one input, or the first result of a row. */
    resultAt: (name: string, of: "value" | "slope", x: number | readonly number[]): number => {
      const activation = activationNamed(name);
      if (typeof x === "number")
        return sampleOn(runtime, activation, {}, Float64Array.of(x), 1)[of]?.[0] ?? Number.NaN;
      const row = tensor(Float64Array.from(x));
      return Number((runtime.forwardSync(activation, row, { axis: 0 }) as Tensor).data[0]);
    },
    boundsOf,
    provenDigits,
    controlsOf,
    startOf,
  };
}

/** The CPU backend; in a browser without WebAssembly the definition itself, which is slower and as exact. */
async function compiledOrReference(): Promise<Backend> {
  try {
    return await cpu({ threads: 1 });
  } catch {
    return reference();
  }
}

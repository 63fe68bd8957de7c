import type { BothResults } from "@actfn/core/float32";
import type * as program from "@actfn/core/program";
import { type Kernel, type OptionNumbers, uniformValue } from "@actfn/core/program";
import { bytesOf } from "../compile/place.js";
import type { Arena } from "./arena.js";
import { compileElements, type ElementsKernel } from "./elements.js";

/** Runs two programs of the same kernel on the same inputs, each compiled as it would be for a call. */
export class SideBySide {
  private readonly arena: Arena;
  private readonly fast: ElementsKernel;
  private readonly strict: ElementsKernel;
  private readonly inputs: Kernel["inputs"];

  constructor(
    kernel: Kernel,
    fast: program.Program,
    strict: program.Program,
    { fused, recent }: { readonly fused: boolean; readonly recent: boolean },
    arena: Arena,
  ) {
    this.inputs = kernel.inputs;
    const supplies = kernel.inputs.map(({ access }) => (access === "uniform" ? "option" : "stream"));
    const [rounded, unrounded] = [fast.outputs.map(() => false), strict.outputs.map(() => true)];
    this.arena = arena;
    this.fast = compileElements(fast, "float32", rounded, supplies, fused, recent, arena);
    this.strict = compileElements(strict, "float32", unrounded, supplies, false, recent, arena);
  }

  /** The largest number of elements in one run. */
  get capacity(): number {
    return Math.min(this.fast.capacity, this.strict.capacity);
  }

  /** Runs both, with values for the options that are inputs. The results are copies. */
  run(inputs: readonly Float32Array[], options: OptionNumbers): BothResults {
    const [got, wanted] = [this.fast, this.strict].map((kernel) => this.outputsOf(kernel, inputs, options));
    return { got, wanted } as BothResults;
  }

  private outputsOf(
    kernel: ElementsKernel,
    inputs: readonly Float32Array[],
    options: OptionNumbers,
  ): (Float32Array | Float64Array)[] {
    for (const [i, { address, stored }] of kernel.inputs.entries()) {
      const { uniform } = this.inputs[i] as Kernel["inputs"][number];
      const at = address / bytesOf[stored];
      if (uniform === undefined) this.arena[stored].set(inputs[i] as Float32Array, at);
      else this.arena[stored][at] = uniformValue(uniform, options, stored);
    }
    const count = inputs[0]?.length ?? 0;
    kernel.run(count);
    return kernel.outputs.map(({ address, stored }) => {
      const at = address / bytesOf[stored];
      return this.arena[stored].slice(at, at + count);
    });
  }
}

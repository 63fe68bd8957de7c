import type { program } from "@actfn/core";
import { bytesOf } from "../compile/place.js";
import type { Arena } from "./arena.js";
import { compileElements, type ElementsKernel } from "./elements.js";

/** What a float32 program gives, and the strict one, unrounded. */
export interface Answers {
  readonly got: readonly Float32Array[];
  readonly wanted: readonly Float64Array[];
}

/** Two programs for the same kernel, compiled as they would be, to be run side by side. */
export class Trial {
  private readonly arena: Arena;
  private readonly fast: ElementsKernel;
  private readonly strict: ElementsKernel;

  constructor(fast: program.Program, strict: program.Program, fused: boolean, recent: boolean, arena: Arena) {
    const uniform = fast.inputs.map(() => false);
    const [rounded, unrounded] = [fast.outputs.map(() => false), strict.outputs.map(() => true)];
    this.arena = arena;
    this.fast = compileElements(fast, "float32", rounded, uniform, fused, recent, arena);
    this.strict = compileElements(strict, "float32", unrounded, uniform, false, recent, arena);
  }

  /** How many numbers of each input fit into one run. */
  get capacity(): number {
    return Math.min(this.fast.capacity, this.strict.capacity);
  }

  /** Runs both; the answers are copies. */
  run(inputs: readonly Float32Array[]): Answers {
    const [got, wanted] = [this.fast, this.strict].map((kernel) => this.outputsOf(kernel, inputs));
    return { got, wanted } as Answers;
  }

  private outputsOf(
    kernel: ElementsKernel,
    inputs: readonly Float32Array[],
  ): (Float32Array | Float64Array)[] {
    for (const [i, { address }] of kernel.inputs.entries()) {
      this.arena.float32.set(inputs[i] as Float32Array, address / bytesOf.float32);
    }
    const count = inputs[0]?.length ?? 0;
    kernel.run(count);
    return kernel.outputs.map(({ address, stored }) => {
      const at = address / bytesOf[stored];
      return this.arena[stored].slice(at, at + count);
    });
  }
}

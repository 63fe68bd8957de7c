import { geometryOf, type KernelRequest } from "@actfn/core";
import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import type { Dispatch } from "../device/device.js";
import type { GpuBuffer } from "../device/gpu.js";
import type { Shader } from "../device/pipelines.js";
import type { Call, Routine } from "../routine.js";
import { KernelBindings } from "../wgsl/kernel-bindings.js";
import type { Rounding } from "../wgsl/words.js";
import { rowsShader } from "./rows-shader.js";

/** Invocations that share a row: few for a short one, which has no work for more. The length alone decides, and so the bits. */
const LANES = [
  { longest: 256, lanes: 32 },
  { longest: Number.POSITIVE_INFINITY, lanes: 128 },
] as const;
/**
 * The longest row. An invocation takes a 128th of it, in each pass; drivers end a dispatch that takes seconds, and one was seen that ends
 * every loop of an invocation, without an error, when it has made 65,535 turns.
 */
const LONGEST = 2 ** 20;
/** Elements of a dispatch, as far as whole rows allow. */
const MOST = 2 ** 22;

/** A float32 plan, row by row, along any axis. */
export class RowsRoutine implements Routine {
  readonly wordsPerNumber = 1;
  readonly sumsOnDevice = false;
  private readonly bindings: KernelBindings;
  private readonly shaders: readonly Shader[];

  /** It serves all requests with the key of `KernelBindings` of this one. The plan keeps no values and solves for no threshold. */
  constructor(kernel: Kernel, request: KernelRequest, plan: program.RowPlan, rounding: Rounding) {
    this.bindings = new KernelBindings(kernel, request);
    this.shaders = LANES.map(({ lanes }) => {
      const code = rowsShader(this.bindings, kernel, plan, rounding, lanes);
      return { code, accesses: this.bindings.accesses };
    });
  }

  get buffers(): number {
    return this.bindings.accesses.length - 1;
  }

  refusal(request: KernelRequest): string | undefined {
    const { length } = geometryOf(request);
    return length > LONGEST
      ? `A row has ${length} elements, and one workgroup computes at most ${LONGEST}.`
      : undefined;
  }

  async dispatches({ request, geometry, inputs, results }: Call): Promise<Dispatch[]> {
    const { bindings } = this;
    const { outer, length, inner } = geometry;
    const rows = outer * inner;
    const most = Math.max(1, Math.floor(MOST / Math.max(length, 1)));
    const buffers = [
      ...bindings.tensors.map((tensor) => inputs[tensor] as GpuBuffer),
      ...bindings.results.map((result) => results[result] as GpuBuffer),
    ];
    const shader = this.shaders[LANES.findIndex(({ longest }) => length <= longest)] as Shader;
    const values = { ...bindings.valuesFor(request), length, inner };
    return Array.from({ length: Math.ceil(rows / most) }, (_, i) => {
      const [first, end] = [i * most, Math.min(rows, (i + 1) * most)];
      return {
        shader,
        buffers,
        uniform: bindings.words.values({ ...values, first, end }),
        groups: end - first,
      };
    });
  }
}

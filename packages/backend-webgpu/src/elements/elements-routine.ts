import type { KernelRequest } from "@actfn/core";
import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import type { Dispatch } from "../device/device.js";
import type { GpuBuffer } from "../device/gpu.js";
import type { Shader } from "../device/pipelines.js";
import type { Call, Routine } from "../routine.js";
import { KernelBindings } from "../wgsl/kernel-bindings.js";
import { statementsOf } from "../wgsl/statements.js";
import { functionsFor, type Rounding } from "../wgsl/words.js";

/** Elements of a workgroup. */
const GROUP = 64;
/** Elements of a dispatch: a driver ends the device over one that takes seconds. */
const MOST = 2 ** 22;

/** A float32 program, element by element. */
export class ElementsRoutine implements Routine {
  readonly wordsPerNumber = 1;
  readonly sumsOnDevice = false;
  private readonly bindings: KernelBindings;
  private readonly shader: Shader;

  /** It serves all requests with the key of `KernelBindings` of this one. */
  constructor(kernel: Kernel, request: KernelRequest, made: program.Program, rounding: Rounding) {
    this.bindings = new KernelBindings(kernel, request);
    this.shader = {
      code: elementsShader(this.bindings, kernel, made, rounding),
      accesses: this.bindings.accesses,
    };
  }

  get buffers(): number {
    return this.bindings.accesses.length - 1;
  }

  async dispatches({ request, geometry, inputs, results }: Call): Promise<Dispatch[]> {
    const { bindings, shader } = this;
    const size = geometry.outer * geometry.length * geometry.inner;
    const buffers = [
      ...bindings.tensors.map((tensor) => inputs[tensor] as GpuBuffer),
      ...bindings.results.map((result) => results[result] as GpuBuffer),
    ];
    const values = bindings.valuesFor(request);
    return Array.from({ length: Math.ceil(size / MOST) }, (_, i) => {
      const [first, end] = [i * MOST, Math.min(size, (i + 1) * MOST)];
      const uniform = bindings.words.values({ ...values, first, end });
      return { shader, buffers, uniform, groups: Math.ceil((end - first) / GROUP) };
    });
  }
}

/** The shader of a program over elements `first` … `end − 1`. */
export function elementsShader(
  bindings: KernelBindings,
  kernel: Kernel,
  made: program.Program,
  rounding: Rounding,
): string {
  const [first, end, zero] = ["first", "end", "zero"].map((name) => bindings.words.word(name));
  const loads = kernel.inputs.map((_, i) => `let x${i} = ${bindings.load(i, "at", "at", "at")};`);
  const { lines, outputs } = statementsOf(
    made,
    kernel.inputs.map((_, i) => `x${i}`),
    rounding,
  );
  const stores = outputs.map((value, j) => bindings.store(j, value, "at", "at"));
  return `${bindings.declarations()}
${functionsFor(rounding)}
@compute @workgroup_size(${GROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = ${first} + (group.y * groups.x + group.x) * ${GROUP}u + local;
  if (at >= ${end}) { return; }
  let zero = ${zero};
  ${[...loads, ...lines, ...stores].join("\n  ")}
}
`;
}

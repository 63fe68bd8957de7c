import { DeviceError } from "../errors/device-error.js";
import {
  COMPUTE_STAGE,
  type GpuBindGroupLayout,
  type GpuComputePipeline,
  type GpuDevice,
  type GpuShaderModule,
} from "./gpu.js";

/** How a shader uses a buffer. */
export type Access = "read" | "write" | "uniform";

/** A compute shader: WGSL with an entry point `main`, and the use of each buffer that it binds in group 0. */
export interface Shader {
  readonly code: string;
  readonly accesses: readonly Access[];
}

/** A compiled shader. */
export interface Pipeline {
  readonly compiled: GpuComputePipeline;
  readonly layout: GpuBindGroupLayout;
}

const kinds = { read: "read-only-storage", write: "storage", uniform: "uniform" } as const;

/** The most compiled shaders that are kept; the least recently used goes first. */
const MOST = 512;

/** Compiled shaders by their code. They compile while the thread goes on. */
export class Pipelines {
  hits = 0;
  misses = 0;
  private readonly device: GpuDevice;
  private readonly known = new Map<string, Promise<Pipeline>>();

  constructor(device: GpuDevice) {
    this.device = device;
  }

  get size(): number {
    return this.known.size;
  }

  /** The pipeline of a shader. Rejects with a `DeviceError` that has the compiler's messages. */
  get(shader: Shader): Promise<Pipeline> {
    let found = this.known.get(shader.code);
    if (found === undefined) {
      this.misses++;
      found = this.compile(shader);
      // A failure is not kept: a driver that ran out of memory may compile the shader the next time.
      found.catch(() => this.known.delete(shader.code));
    } else {
      this.hits++;
      this.known.delete(shader.code);
    }
    this.known.set(shader.code, found);
    if (this.known.size > MOST) this.known.delete(this.known.keys().next().value as string);
    return found;
  }

  private async compile({ code, accesses }: Shader): Promise<Pipeline> {
    const { device } = this;
    device.pushErrorScope("validation");
    const module = device.createShaderModule({ code });
    const layout = device.createBindGroupLayout({
      entries: accesses.map((access, binding) => {
        return { binding, visibility: COMPUTE_STAGE, buffer: { type: kinds[access] } };
      }),
    });
    const whole = device.createPipelineLayout({ bindGroupLayouts: [layout] });
    const scope = device.popErrorScope();
    const compute = { module, entryPoint: "main" };
    try {
      return { compiled: await device.createComputePipelineAsync({ layout: whole, compute }), layout };
    } catch (cause) {
      const problem = await scope.catch(() => null);
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new DeviceError(
        "a shader",
        [...(await errorsOf(module)), problem?.message ?? message].join(" "),
        cause,
      );
    }
  }
}

/** What the compiler objects to, with the lines of the shader. */
async function errorsOf(module: GpuShaderModule): Promise<string[]> {
  const { messages } = await module.getCompilationInfo().catch(() => ({ messages: [] }));
  return [...messages]
    .filter(({ type }) => type === "error")
    .map(({ lineNum, linePos, message }) => `${lineNum}:${linePos}: ${message}`);
}

import { DeviceError } from "../errors/device-error.js";
import { DeviceLostError } from "../errors/device-lost-error.js";
import { DeviceMemoryError } from "../errors/device-memory-error.js";
import { BufferPool } from "./buffer-pool.js";
import { CallMemory } from "./call-memory.js";
import { type GpuBuffer, type GpuLimits, MAP_READ } from "./gpu.js";
import type { OpenDevice } from "./open.js";
import { type Pipeline, Pipelines, type Shader } from "./pipelines.js";

/** One run of a shader over a number of workgroups. */
export interface Dispatch {
  readonly shader: Shader;
  /** The storage buffers, in the order of the shader's bindings. */
  readonly buffers: readonly GpuBuffer[];
  /** The words of the uniform, which is the last binding. Default: the shader has none. */
  readonly uniform?: Uint32Array;
  /** Workgroups in all. They are laid out in a rectangle that may have a few more: the shader leaves these out. */
  readonly groups: number;
}

/** A range of words to be read back. */
export interface Download {
  readonly buffer: GpuBuffer;
  /** The first word. Default: 0. */
  readonly from?: number;
  readonly words: number;
}

/** Milliseconds in which a loss is told of. */
const MOMENT = 20;

/** A device with its compiled shaders and its memory. */
export class Device {
  readonly pipelines: Pipelines;
  readonly pool: BufferPool;
  private readonly open: OpenDevice;
  private loss: DeviceLostError | undefined;
  private isEnded = false;

  /** `onLost` is called if the device is lost, other than by `end`. */
  constructor(open: OpenDevice, onLost: (error: DeviceLostError) => void) {
    this.open = open;
    this.pipelines = new Pipelines(open.gpu);
    this.pool = new BufferPool(open.gpu);
    void open.gpu.lost.then(({ message }) => {
      if (this.isEnded) return;
      this.loss = new DeviceLostError(message);
      onLost(this.loss);
    });
  }

  get limits(): GpuLimits {
    return this.open.gpu.limits;
  }

  /** Why nothing runs any more; undefined while the device is there. */
  get lost(): DeviceLostError | undefined {
    return this.loss;
  }

  /** Memory for a call; release it when its work has been read back. */
  memory(): CallMemory {
    return new CallMemory(this.open.gpu, this.pool);
  }

  /** Runs something that makes or fills buffers. The promise rejects with a `DeviceMemoryError` if there was no memory. */
  allocating<T>(make: () => T): { readonly made: T; readonly done: Promise<void> } {
    const { gpu } = this.open;
    gpu.pushErrorScope("out-of-memory");
    const made = make();
    const done = gpu.popErrorScope().then((error) => {
      if (error !== null) throw new DeviceMemoryError(error.message);
    });
    return { made, done };
  }

  /** Runs dispatches one after another, and reads words back. */
  async run(
    dispatches: readonly Dispatch[],
    downloads: readonly Download[],
    memory: CallMemory,
  ): Promise<Uint32Array[]> {
    this.requireDevice();
    try {
      const pipelines = await Promise.all(dispatches.map(({ shader }) => this.pipelines.get(shader)));
      return await this.submit(dispatches, pipelines, downloads, memory);
    } catch (error) {
      // A loss rejects whatever was awaited, with an error that does not say so, and may be told of a moment later.
      const moment = new Promise((resolve) => setTimeout(resolve, MOMENT));
      await Promise.race([this.open.gpu.lost, moment]);
      throw this.loss ?? error;
    }
  }

  /** Destroys the device, if it is this package's own. */
  end(): void {
    this.isEnded = true;
    this.pool.clear();
    if (this.open.isOwn) this.open.gpu.destroy();
  }

  private async submit(
    dispatches: readonly Dispatch[],
    pipelines: readonly Pipeline[],
    downloads: readonly Download[],
    memory: CallMemory,
  ): Promise<Uint32Array[]> {
    const { gpu } = this.open;
    gpu.pushErrorScope("validation");
    const { made: staged, done } = this.allocating(() => {
      const encoder = gpu.createCommandEncoder();
      for (const [i, dispatch] of dispatches.entries()) {
        const { compiled, layout } = pipelines[i] as Pipeline;
        const { uniform } = dispatch;
        const last = uniform === undefined ? [] : [memory.holding(uniform, "uniform")];
        const entries = [...dispatch.buffers, ...last].map((buffer, binding) => {
          return { binding, resource: { buffer } };
        });
        const pass = encoder.beginComputePass();
        pass.setPipeline(compiled);
        pass.setBindGroup(0, gpu.createBindGroup({ layout, entries }));
        const columns = Math.min(dispatch.groups, this.limits.maxComputeWorkgroupsPerDimension);
        pass.dispatchWorkgroups(columns, Math.ceil(dispatch.groups / columns));
        pass.end();
      }
      const staging = downloads.map(({ buffer, from = 0, words }) => {
        const target = memory.words(words, "download");
        encoder.copyBufferToBuffer(buffer, 4 * from, target, 0, 4 * words);
        return target;
      });
      gpu.queue.submit([encoder.finish()]);
      return staging;
    });
    const refused = gpu.popErrorScope().then((error) => {
      if (error !== null) throw new DeviceError("a command", error.message);
    });
    const mapped = staged.map((buffer, i) => this.read(buffer, (downloads[i] as Download).words));
    // The scopes tell why a buffer cannot be mapped, so that they are asked first; nothing is left unhandled.
    const settled = await Promise.allSettled([done, refused, ...mapped]);
    for (const result of settled) if (result.status === "rejected") throw result.reason;
    return Promise.all(mapped);
  }

  private async read(buffer: GpuBuffer, words: number): Promise<Uint32Array> {
    const bytes = 4 * words;
    await buffer.mapAsync(MAP_READ, 0, bytes);
    const copy = new Uint32Array(buffer.getMappedRange(0, bytes).slice(0));
    buffer.unmap();
    return copy;
  }

  private requireDevice(): void {
    if (this.loss !== undefined) throw this.loss;
  }
}

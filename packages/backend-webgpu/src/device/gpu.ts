/**
 * The part of WebGPU that this package uses, so that its types need no package of types. A `GPUDevice` of `@webgpu/types` or of the
 * DOM library is a {@link GpuDevice}.
 *
 * @module
 */

/** `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options?: { powerPreference?: PowerPreference }): Promise<GpuAdapter | null>;
}

/** Which adapter is wanted where a machine has several. */
export type PowerPreference = "low-power" | "high-performance";

/** A `GPUAdapter`. */
export interface GpuAdapter {
  readonly info?: GpuAdapterInfo;
  readonly limits: GpuLimits;
  readonly features: { has(name: string): boolean };
  requestDevice(descriptor?: GpuDeviceDescriptor): Promise<GpuDevice>;
}

/** What is asked of a device. */
export interface GpuDeviceDescriptor {
  label?: string;
  requiredLimits?: Record<string, number>;
}

/** A `GPUAdapterInfo`. */
export interface GpuAdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** The limits that this package reads. */
export interface GpuLimits {
  readonly maxStorageBufferBindingSize: number;
  readonly maxBufferSize: number;
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxComputeWorkgroupsPerDimension: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
}

/** A `GPUDevice`. */
export interface GpuDevice {
  readonly limits: GpuLimits;
  readonly queue: GpuQueue;
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  createBuffer(descriptor: { size: number; usage: number; label?: string }): GpuBuffer;
  createShaderModule(descriptor: { code: string; label?: string }): GpuShaderModule;
  createBindGroupLayout(descriptor: { entries: GpuLayoutEntry[] }): GpuBindGroupLayout;
  createPipelineLayout(descriptor: { bindGroupLayouts: GpuBindGroupLayout[] }): GpuPipelineLayout;
  createBindGroup(descriptor: { layout: GpuBindGroupLayout; entries: GpuBindGroupEntry[] }): GpuBindGroup;
  createComputePipelineAsync(descriptor: {
    layout: GpuPipelineLayout;
    compute: { module: GpuShaderModule; entryPoint: string };
  }): Promise<GpuComputePipeline>;
  createCommandEncoder(): GpuCommandEncoder;
  pushErrorScope(filter: "validation" | "out-of-memory" | "internal"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
  destroy(): void;
}

/** A `GPUQueue`. */
export interface GpuQueue {
  writeBuffer(buffer: GpuBuffer, offset: number, data: ArrayBuffer, from: number, size: number): void;
  submit(commands: GpuCommandBuffer[]): void;
}

/** A `GPUBuffer`. */
export interface GpuBuffer {
  readonly size: number;
  mapAsync(mode: number, offset?: number, size?: number): Promise<unknown>;
  getMappedRange(offset?: number, size?: number): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

/** A `GPUShaderModule`. */
export interface GpuShaderModule {
  getCompilationInfo(): Promise<{ readonly messages: Iterable<GpuCompilationMessage> }>;
}

/** What a compiler says of a shader. */
export interface GpuCompilationMessage {
  readonly type: string;
  readonly message: string;
  readonly lineNum: number;
  readonly linePos: number;
}

/** An entry of a bind group's layout. */
export interface GpuLayoutEntry {
  binding: number;
  visibility: number;
  buffer: { type: "uniform" | "storage" | "read-only-storage" };
}

/** An entry of a bind group. */
export interface GpuBindGroupEntry {
  binding: number;
  resource: { buffer: GpuBuffer; offset?: number; size?: number };
}

/** A `GPUBindGroupLayout`. */
export type GpuBindGroupLayout = object;
/** A `GPUPipelineLayout`. */
export type GpuPipelineLayout = object;
/** A `GPUBindGroup`. */
export type GpuBindGroup = object;
/** A `GPUComputePipeline`. */
export type GpuComputePipeline = object;
/** A `GPUCommandBuffer`. */
export type GpuCommandBuffer = object;

/** A `GPUCommandEncoder`. */
export interface GpuCommandEncoder {
  beginComputePass(): GpuComputePass;
  copyBufferToBuffer(
    from: GpuBuffer,
    fromOffset: number,
    to: GpuBuffer,
    toOffset: number,
    size: number,
  ): void;
  finish(): GpuCommandBuffer;
}

/** A `GPUComputePassEncoder`. */
export interface GpuComputePass {
  setPipeline(pipeline: GpuComputePipeline): void;
  setBindGroup(index: number, group: GpuBindGroup): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

/** Bits of `GPUBufferUsage`, which Node has no global for. */
export const usage = {
  mapRead: 1,
  copySource: 4,
  copyTarget: 8,
  uniform: 64,
  storage: 128,
} as const;

/** Bits of `GPUMapMode` and `GPUShaderStage`. */
export const MAP_READ = 1;
export const COMPUTE_STAGE = 4;

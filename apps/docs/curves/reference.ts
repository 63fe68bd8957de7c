import {
  type Backend,
  createRuntime,
  evaluateRequest,
  type KernelRequest,
  type Runtime,
  type Tensor,
} from "@actfn/core";

/**
 * The definition itself as a backend: core's reference evaluation, in plain doubles. It draws the figures that are part
 * of the pages as they are served, and answers in a browser without WebAssembly.
 */
export function reference(): Backend {
  return {
    contract: "v1",
    name: "reference",
    info: { version: "0", runtime: "JavaScript", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "lowered" }),
    execute: async (request: KernelRequest): Promise<Tensor[]> => evaluateRequest(request),
    executeSync: (request: KernelRequest): Tensor[] => evaluateRequest(request),
    dispose: async () => {},
  };
}

/** A runtime with that backend alone. */
export function referenceRuntime(): Runtime {
  return createRuntime({ backends: [reference()], precision: "strict" });
}

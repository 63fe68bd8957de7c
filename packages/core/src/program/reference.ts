import type { Backend } from "../backend/backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { evaluateRequest } from "./evaluate-request.js";

/**
 * Makes a backend that interprets each request with {@link evaluateRequest}: every activation, every dtype, at strict
 * precision, with and without waiting. It needs nothing that an engine may lack and is slow for many numbers. Use it where
 * a few numbers are enough, where WebAssembly is missing, or as the last entry of a backend list.
 */
export function reference(): Backend {
  const name = "reference";
  let isDisposed = false;
  const executeSync: NonNullable<Backend["executeSync"]> = (request) => {
    if (isDisposed) throw new BackendDisposedError(name);
    return evaluateRequest(request);
  };
  return {
    contract: "v1",
    name,
    info: { version: "1", runtime: "JavaScript", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "lowered" }),
    executeSync,
    execute: async (request) => executeSync(request),
    dispose: async () => {
      isDisposed = true;
    },
  };
}

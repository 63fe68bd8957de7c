import type { KernelRequest } from "../backend/backend.js";
import type { ResolvedOptions } from "../definition/definition.js";
import { BoundedMap } from "../request/bounded-map.js";

/** The largest number of reasons that are kept for one set of options. */
const LIMIT = 256;

/** The requests that the backend in the worker does not support. It is known only after a request was sent. */
export class UnsupportedMemory {
  private readonly reasons = new WeakMap<ResolvedOptions, Map<string, string>>();

  reason(request: KernelRequest): string | undefined {
    return this.reasons.get(request.options)?.get(wayOf(request));
  }

  add(request: KernelRequest, reason: string): void {
    const ways = this.reasons.get(request.options) ?? new BoundedMap<string, string>(LIMIT);
    this.reasons.set(request.options, ways);
    ways.set(wayOf(request), reason);
  }
}

function wayOf({ pass, precision, dtype, inputs }: KernelRequest): string {
  return `${pass} ${precision} ${dtype} ${inputs.map(({ shape }) => shape.join("x")).join(" ")}`;
}

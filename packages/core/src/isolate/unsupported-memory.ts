import type { KernelRequest } from "../backend/backend.js";
import type { ResolvedOptions } from "../definition/definition.js";

/** More than so many ways of one activation, each with its shapes, are not remembered; the ones told first make room. */
const LIMIT = 256;

/** Remembers which requests the backend in the worker has said it cannot run: it can only be asked by sending them. */
export class UnsupportedMemory {
  private readonly reasons = new WeakMap<ResolvedOptions, Map<string, string>>();

  reason(request: KernelRequest): string | undefined {
    return this.reasons.get(request.options)?.get(wayOf(request));
  }

  add(request: KernelRequest, reason: string): void {
    const ways = this.reasons.get(request.options) ?? new Map<string, string>();
    this.reasons.set(request.options, ways);
    if (ways.size >= LIMIT) ways.delete(ways.keys().next().value as string);
    ways.set(wayOf(request), reason);
  }
}

function wayOf({ pass, precision, dtype, inputs }: KernelRequest): string {
  return `${pass} ${precision} ${dtype} ${inputs.map(({ shape }) => shape.join("x")).join(" ")}`;
}

import type { KernelRequest, Tensor } from "@actfn/core";
import { IdleBackend } from "./idle-backend.js";
import { later, living, type Mutant } from "./mutant.js";

const kept: unknown[] = [];

/** Memory that nobody gives back until {@link releaseAll} does, when all are caught: what is freed meanwhile would hide the next leak. */
export const leaks: readonly Mutant[] = [
  living(
    "memory",
    "every call keeps a copy of its input",
    () => () =>
      new (class extends IdleBackend {
        override executeSync(request: KernelRequest): Tensor[] {
          kept.push(request.inputs[0]?.data.slice());
          return super.executeSync(request);
        }
      })(),
  ),
  living(
    "memory",
    "every kernel keeps 256 kB",
    () => () =>
      new (class extends IdleBackend {
        private readonly seen = new Set<unknown>();
        override executeSync(request: KernelRequest): Tensor[] {
          if (!this.seen.has(request.activation)) kept.push(new Uint8Array(2 ** 18).fill(1));
          this.seen.add(request.activation);
          return super.executeSync(request);
        }
      })(),
  ),
  living(
    "memory",
    "calls that were given up keep their input",
    () => () =>
      new (class extends IdleBackend {
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          const staged = request.inputs[0]?.data.slice();
          await later();
          if (request.signal?.aborted === true) {
            kept.push(staged);
            throw request.signal.reason;
          }
          return super.executeSync(request);
        }
      })(),
  ),
  living(
    "memory",
    "the last input is kept until the next one comes",
    () => () =>
      new (class extends IdleBackend {
        protected last: unknown;
        override executeSync(request: KernelRequest): Tensor[] {
          this.last = request.inputs;
          return super.executeSync(request);
        }
      })(),
  ),
  living("memory", "every instance keeps 4 MB", () => () => {
    kept.push(new Uint8Array(2 ** 22).fill(1));
    return new IdleBackend();
  }),
];

/** Gives back what the leaking mutants have kept. */
export function releaseAll(): void {
  kept.length = 0;
}

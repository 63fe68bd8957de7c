import {
  type Activation,
  allocate,
  type Backend,
  BackendDisposedError,
  defineActivation,
  type KernelRequest,
  mul,
  type Runtime,
  Tensor,
} from "../../src/index.js";
import type { BackendReferences } from "../../src/runtime/backend-list.js";

/** Twice x: an activation that the reference knows, so that a probe can tell a right backend from a wrong one. */
export const double: Activation = defineActivation({
  name: "double",
  title: "Double",
  summary: "Twice x.",
  family: "linear",
  properties: {
    range: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, closed: [false, false] },
    monotonic: true,
    smoothness: Number.POSITIVE_INFINITY,
    zeroCentered: true,
    saturates: "none",
    cost: "trivial",
  },
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(2, x),
});

/** A backend that counts what happens to it. */
export interface StandIn extends Backend {
  calls: number;
  inFlight: number;
  disposals: number;
  /** Calls that arrived after dispose. */
  late: number;
}

/** Multiplies by a factor, so that a result tells who answered; 2 is what `double` asks for. */
export function standIn(name: string, factor = 2, more: Partial<Backend> = {}): StandIn {
  const own = { calls: 0, inFlight: 0, disposals: 0, late: 0 };
  const arrive = (): void => {
    own.calls++;
    if (own.disposals > 0) {
      own.late++;
      throw new BackendDisposedError(name);
    }
  };
  const backend: StandIn = Object.assign(own, {
    contract: "v1" as const,
    name,
    info: { version: "1", runtime: "test", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "native" as const }),
    execute: async (request: KernelRequest): Promise<Tensor[]> => {
      arrive();
      own.inFlight++;
      try {
        await null;
        return multiplied(request, factor);
      } finally {
        own.inFlight--;
      }
    },
    executeSync: (request: KernelRequest): Tensor[] => {
      arrive();
      return multiplied(request, factor);
    },
    dispose: async (): Promise<void> => {
      own.disposals++;
    },
    ...more,
  });
  return backend;
}

/** What a stand-in answers: the last input (x, or dy) times a factor. */
export function multiplied({ inputs, outputs, dtype, shapes }: KernelRequest, factor: number): Tensor[] {
  const source = (inputs.at(-1) as Tensor).data;
  const out = outputs[0] ?? Tensor.of(dtype, shapes[0] as readonly number[], allocate(dtype, source.length));
  for (let i = 0; i < source.length; i++) out.data[i] = (source[i] as number) * factor;
  return [out];
}

/** A promise to be settled by hand. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function deferred<T = void>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** A backend whose calls wait until it is opened. */
export function gated(name: string, factor = 2): StandIn & { open(): void } {
  const gate = deferred();
  const inner = standIn(name, factor);
  const { execute } = inner;
  return Object.assign(inner, {
    execute: (request: KernelRequest) => gate.promise.then(() => execute(request)),
    open: () => gate.resolve(),
  });
}

/** A backend whose calls never end by themselves, but as soon as their signal fires. */
export function obedient(name: string): StandIn {
  const inner = standIn(name);
  return Object.assign(inner, {
    execute: ({ signal }: KernelRequest) => {
      inner.calls++;
      return new Promise<never>((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    },
  });
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something is so, at most two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await sleep(5);
  if (!holds()) throw new Error("It did not come about within two seconds.");
}

/** How many lists a runtime keeps alive: where nothing is on its way, the one in use. */
export function lists(runtime: Runtime): number {
  return (runtime as unknown as { shared: { references: BackendReferences } }).shared.references.lists;
}

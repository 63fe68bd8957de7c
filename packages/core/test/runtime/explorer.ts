import {
  type Backend,
  BackendDisposedError,
  BackendStartError,
  CircuitOpenError,
  createRuntime,
  NoBackendError,
  OverloadError,
  ProbeError,
  type Runtime,
  TimeoutError,
  UnsupportedError,
} from "../../src/index.js";
import {
  circuitBreaker,
  concurrencyLimiter,
  shadow,
  startCanary,
  statistics,
} from "../../src/resilience/index.js";
import { Pending, random } from "./seeded.js";
import { double, multiplied } from "./stand-ins.js";

/** What a schedule did, and what was wrong. */
export interface Report {
  readonly steps: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** How long circuits stay open, in milliseconds. */
const COOLDOWN = 25;

class Fault extends Error {}

/** Errors that a caller may see in a schedule. Anything else is a problem. */
const expected = [
  BackendDisposedError,
  CircuitOpenError,
  Fault,
  NoBackendError,
  OverloadError,
  TimeoutError,
  UnsupportedError,
];

/** One schedule: a runtime, backends that settle when the schedule says so, and callers that check what they get. */
class Explorer {
  readonly problems: string[] = [];
  readonly counts: Record<string, number> = {
    answered: 0,
    aborted: 0,
    failed: 0,
    swapped: 0,
    refused: 0,
    disposed: 0,
  };
  private readonly next: () => number;
  private readonly pending = new Pending();
  private readonly work = new Set<Promise<unknown>>();
  private readonly controllers: AbortController[] = [];
  private runtime: Runtime;
  private made = 0;
  private calls = 0;
  private lastSwap = 0;
  private swapped = 0;
  private readonly pass: (ms: number) => void;

  constructor(seed: number, pass: (ms: number) => void) {
    this.next = random(seed);
    this.pass = pass;
    this.runtime = this.start();
  }

  async step(): Promise<void> {
    const choice = this.next();
    if (choice < 0.35) this.call();
    else if (choice < 0.75) this.pending.release(this.next());
    else if (choice < 0.85) this.swap();
    else if (choice < 0.93)
      this.controllers.splice(Math.floor(this.next() * this.controllers.length), 1)[0]?.abort("enough");
    else if (choice < 0.96) this.callSync();
    else if (choice < 0.98) this.scope();
    else if (choice < 0.985) this.canary();
    else if (choice < 0.988) this.restart();
    if (this.next() < 0.3) await null;
    if (this.next() < 0.02) {
      this.pass(this.next() < 0.1 ? COOLDOWN : 1);
      await turn();
    }
  }

  /** Lets everything that has begun come to its end, and checks that it does. */
  async finish(): Promise<void> {
    const end = this.track(this.runtime.dispose());
    for (let i = 0; i < 10_000 && (this.pending.size > 0 || this.work.size > 0); i++) {
      this.pending.release(0);
      this.pass(1);
      await turn();
    }
    if (this.work.size > 0) this.problems.push(`${this.work.size} things never came to an end`);
    await end;
    const { inFlight, waiting } = this.runtime.health();
    if (inFlight !== 0 || waiting !== 0)
      this.problems.push(`${inFlight} in flight and ${waiting} waiting at the end`);
  }

  private start(): Runtime {
    return createRuntime({
      backends: [this.backend(), this.backend()],
      fallback: { on: this.next() < 0.5 ? "fault" : "unsupported" },
      policies: [
        ...(this.next() < 0.5 ? [circuitBreaker({ failures: 3, cooldown: COOLDOWN })] : []),
        ...(this.next() < 0.5 ? [statistics()] : []),
        concurrencyLimiter({ concurrency: 8, queue: 8 }),
        shadow({ backend: this.backend(), rate: 0.1, compare: { ulp: 0 } }),
      ],
    });
  }

  /** Doubles, like all; settles when the schedule says, sometimes with a fault; every other one ends with its signal. */
  private backend(): Backend {
    const isObedient = this.made % 2 === 1;
    const name = `b${this.made++}`;
    let disposals = 0;
    let inFlight = 0;
    const disposal = (): void => {
      if (disposals > 0) this.problems.push(`${name} was called after its dispose`);
      if (this.next() < 0.1) throw new Fault(name);
      if (this.next() < 0.05) throw new UnsupportedError("double", [{ backend: name, reason: "late" }]);
    };
    return {
      contract: "v1",
      name,
      info: { version: "1", runtime: "test", device: "cpu", threads: 1, native: [] },
      supports: () => (this.next() < 0.05 ? { status: "unsupported", reason: "no" } : { status: "native" }),
      execute: async (request) => {
        if (disposals > 0) this.problems.push(`${name} was called after its dispose`);
        if (request.signal?.aborted) this.problems.push(`${name} was given a call that had been called off`);
        inFlight++;
        try {
          const { signal } = request;
          await (isObedient && signal !== undefined ? this.pending.waitUntil(signal) : this.pending.wait());
          disposal();
          return multiplied(request, 2);
        } finally {
          inFlight--;
        }
      },
      executeSync: (request) => {
        disposal();
        return multiplied(request, 2);
      },
      dispose: async () => {
        if (disposals++ > 0) this.problems.push(`${name} was disposed of twice`);
        if (inFlight > 0) this.problems.push(`${name} was disposed of with ${inFlight} calls in flight`);
        this.count("disposed");
        if (this.next() < 0.1) throw new Fault(`dispose of ${name}`);
      },
    };
  }

  private call(): void {
    const controller = new AbortController();
    const signal = this.next() < 0.3 ? controller.signal : undefined;
    if (signal !== undefined) this.controllers.push(controller);
    if (this.controllers.length > 32) this.controllers.shift();
    const x = Float32Array.of(++this.calls % 1000);
    const options = {
      ...(signal === undefined ? {} : { signal }),
      ...(this.next() < 0.2 ? { out: x } : {}),
      ...(this.next() < 0.1 ? { timeout: 2 } : {}),
    };
    const want = 2 * (x[0] as number);
    let answers = 0;
    void this.track(
      this.runtime.forward(double, x, options).then(
        (y) => {
          if (++answers > 1) this.problems.push("a call was answered twice");
          const [got] = y as Float32Array;
          if (got !== want) this.problems.push(`a call got ${got} instead of ${want}`);
          this.count("answered");
        },
        (error: unknown) => this.check(error, signal),
      ),
    );
  }

  private callSync(): void {
    try {
      const [got] = this.runtime.forwardSync(double, Float32Array.of(3)) as Float32Array;
      if (got !== 6) this.problems.push(`a synchronous call got ${got}`);
    } catch (error) {
      this.check(error);
    }
  }

  private swap(): void {
    const asked = this.next();
    const order = ++this.lastSwap;
    const starting = async (): Promise<Backend> => {
      await this.pending.wait();
      if (this.next() < 0.2) throw new BackendStartError("b", "", new Fault("start"));
      return this.backend();
    };
    const [first] = this.runtime.backends;
    // At times the one in use again, as a promise: where such a swap fails, it must be left alone.
    const second = asked < 0.5 && first !== undefined ? Promise.resolve(first) : this.backend();
    const list = asked < 0.3 ? [this.backend()] : [starting(), second];
    const before = this.swapped;
    void this.track(
      this.runtime
        .use(list, {
          dispose: true,
          drain: asked > 0.8,
          probe: asked < 0.5 ? false : undefined,
          warmup: asked > 0.2,
        } as never)
        .then(
          () => {
            if (order < before) this.problems.push("swaps were made out of order");
            this.swapped = Math.max(this.swapped, order);
            this.count("swapped");
          },
          (error: unknown) => {
            this.count("refused");
            const known = [...expected, ProbeError, BackendStartError].some((kind) => error instanceof kind);
            if (!known) this.problems.push(`a swap failed with ${error}`);
          },
        ),
    );
  }

  private scope(): void {
    const backend = this.backend();
    void this.track(
      this.runtime
        .with(backend, async () => {
          await null;
          return this.runtime.forward(double, Float32Array.of(4));
        })
        .then(
          (y) => {
            if ((y as Float32Array)[0] !== 8) this.problems.push("a scoped call got the wrong answer");
          },
          (error: unknown) => this.check(error),
        ),
    );
  }

  private canary(): void {
    const options = { backend: this.backend(), share: [0.3, 0.6], promoteAfter: 5, dispose: true };
    void this.track(
      startCanary(this.runtime, options).catch((error: unknown) => {
        if (!(error instanceof ProbeError || error instanceof BackendDisposedError)) {
          this.problems.push(`a canary failed with ${error}`);
        }
      }),
    );
  }

  private restart(): void {
    void this.track(this.runtime.dispose().catch((error: unknown) => this.check(error)));
    this.runtime = this.start();
    this.swapped = 0;
  }

  private check(error: unknown, signal?: AbortSignal): void {
    if (signal?.aborted === true && error === "enough") this.count("aborted");
    else if (expected.some((kind) => error instanceof kind) || error instanceof AggregateError)
      this.count("failed");
    else this.problems.push(`a call failed with ${error instanceof Error ? error.stack : error}`);
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  private track<T>(work: Promise<T>): Promise<T | undefined> {
    const settled = work.catch(() => undefined);
    this.work.add(settled);
    void settled.finally(() => this.work.delete(settled));
    return settled;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs a schedule of so many steps, with `pass` to let time pass. The same seed gives the same schedule. */
export async function explore(seed: number, steps: number, pass: (ms: number) => void): Promise<Report> {
  // Loaded beforehand: loading it takes a time that no seed decides.
  await import("../../src/program/evaluate-request.js");
  const explorer = new Explorer(seed, pass);
  for (let i = 0; i < steps; i++) await explorer.step();
  await explorer.finish();
  return { steps, counts: explorer.counts, problems: explorer.problems };
}

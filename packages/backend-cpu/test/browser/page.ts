import { cpu } from "@actfn/backend-cpu";
import { type Backend, createRuntime, gelu, type Runtime, relu } from "@actfn/core";
import { isolate } from "@actfn/core/isolate";
import { digestOf, strictDigests } from "../strict-digest.js";

/** What the test asks the page for. */
export interface Page {
  /** The digest of strict bits, and what computes them here. */
  digest(): Promise<{ runtime: string; digest: string }>;
  /** Whether the page may share memory, how many threads the backend has, and whether two give the bits of one. */
  threads(): Promise<{ isolated: boolean; threads: number; same: boolean }>;
  /** The threads that remain where the policy lets none start, why, and whether the bits are those of one. */
  forbidden(): Promise<{ threads: number; threadLimit: string | undefined; same: boolean }>;
  /** What an isolated backend answers, before and after its worker was ended in mid-call. */
  restarted(): Promise<{ before: number[]; during: number[]; after: number[]; restarts: number }>;
  /** What a call that hangs its worker fails with, and what the next one answers. */
  hung(): Promise<{ failure: string; next: number[]; restarts: number }>;
  /** What a worker that cannot start fails with. */
  unstarted(): Promise<string>;
  /** What a worker fails with whose script throws, which the page hears of by an event. */
  throwing(): Promise<string>;
}

const backend = "/packages/backend-cpu/dist/index.js";
const runtimeOn = (...backends: Backend[]): Runtime => createRuntime({ backends });
const numbers = (answer: unknown): number[] => [...(answer as Float32Array)];
const x = Float32Array.of(-1, 0, 2);

const page: Page = {
  digest: async () => {
    const backend = await cpu({ threads: 1 });
    return { runtime: backend.info.runtime, digest: digestOf(await strictDigests(backend)) };
  },
  threads: async () => {
    // The page's policy forbids blob: workers.
    const script = new URL("/packages/backend-cpu/dist/threads/thread.js", location.href);
    const [one, two] = [await cpu({ threads: 1 }), await cpu({ threads: 2, script })];
    const large = Float32Array.from({ length: 400_000 }, (_, i) => Math.sin(i) * 6);
    const alone = (await runtimeOn(one).forward(gelu, large)) as Float32Array;
    let same = true;
    for (let call = 0; call < 30; call++) {
      const shared = (await runtimeOn(two).forward(gelu, large)) as Float32Array;
      same &&= shared.every((value, i) => Object.is(value, alone[i]));
      // The worker's script is loaded between the calls.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await two.dispose();
    return { isolated: globalThis.crossOriginIsolated, threads: two.info.threads, same };
  },
  forbidden: async () => {
    const [one, two] = [await cpu({ threads: 1 }), await cpu({ threads: 2 })];
    const large = Float32Array.from({ length: 400_000 }, (_, i) => Math.sin(i) * 6);
    const alone = (await runtimeOn(one).forward(gelu, large)) as Float32Array;
    let same = true;
    for (let call = 0; call < 50 && two.info.threads === 2; call++) {
      const shared = (await runtimeOn(two).forward(gelu, large)) as Float32Array;
      same &&= shared.every((value, i) => Object.is(value, alone[i]));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { threads, threadLimit } = two.info;
    return { threads, threadLimit, same };
  },
  restarted: async () => {
    const isolated = await isolate(backend, { factory: "cpu" });
    const runtime = runtimeOn(isolated);
    const before = numbers(await runtime.forward(relu, x));
    const inFlight = runtime.forward(relu, x);
    await isolated.restart();
    const during = numbers(await inFlight);
    const after = numbers(await runtime.forward(relu, x));
    const { restarts } = isolated;
    await isolated.dispose();
    return { before, during, after, restarts };
  },
  hung: async () => {
    const isolated = await isolate("/packages/backend-cpu/test/browser/hanging.js", {
      factory: "hanging",
      timeout: 500,
    });
    const runtime = runtimeOn(isolated);
    const failure = await runtime
      .forward(relu, Float32Array.of(13))
      .then(String, (error: Error) => error.name);
    const next = numbers(await runtime.forward(relu, x));
    const { restarts } = isolated;
    await isolated.dispose();
    return { failure, next, restarts };
  },
  throwing: () => {
    const script = new URL("/packages/backend-cpu/test/browser/throwing.js", location.href);
    return isolate(backend, { factory: "cpu", script }).then(
      () => "started",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  },
  unstarted: () =>
    isolate("/nowhere.js", { factory: "cpu" }).then(
      () => "started",
      (error: Error) => error.name,
    ),
};

Object.assign(globalThis, { page });

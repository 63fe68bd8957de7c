import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { gelu, softmax, Tensor, tensor } from "@actfn/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CpuBackend } from "../src/backend.js";
import { ElementsRun } from "../src/engine/elements.js";
import { Engine } from "../src/engine/engine.js";
import { RowRun } from "../src/engine/row-run.js";
import { type StartThread, type Thread, threadStarter } from "../src/threads/host.js";
import { Parallel } from "../src/threads/parallel.js";
import { ThreadTuner } from "../src/threads/thread-tuner.js";
import { Puppet } from "./puppet.js";
import { runtimeOn } from "./reference.js";

/** Workers load JavaScript, so that they run what was built. */
const script = new URL("../dist/threads/thread.js", import.meta.url);
const size = 400_000;
const x = Float32Array.from({ length: size }, (_, i) => Math.sin(i) * 6);
const alone = runtimeOn(new CpuBackend(new Engine()), "fast").forwardSync(gelu, x) as Float32Array;

const open: CpuBackend[] = [];
beforeEach(() => {
  // Whether threads are worth it depends on the machine; here they are to work.
  vi.spyOn(ThreadTuner.prototype, "next").mockReturnValue("shared");
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const backend of open.splice(0)) await backend.dispose();
});

async function backendOn(threads: number, wrap: (start: StartThread) => StartThread = (start) => start) {
  return runtimeWith(threads, wrap(threadStarter(script) as StartThread));
}

function runtimeWith(threads: number, start: StartThread) {
  const backend = new CpuBackend(new Engine(), new Parallel(threads, start));
  open.push(backend);
  return runtimeOn(backend, "fast");
}

/** Repeats a call until threads, which start in their own time, have computed a part of it; gives the answer to that one. */
async function helped<T>(
  kind: typeof ElementsRun | typeof RowRun,
  elements: number,
  call: () => T,
): Promise<T> {
  const here = vi.spyOn(kind.prototype, "range");
  const answer = await vi.waitFor(() => {
    here.mockClear();
    const given = call();
    const computedHere = here.mock.calls.reduce((sum, [, count]) => sum + count, 0);
    expect(computedHere).toBeLessThan(elements);
    return given;
  }, 60_000);
  here.mockRestore();
  return answer;
}

/** Whether two answers have the same bits; far quicker than a comparison that can tell where they differ. */
function same(got: unknown, wanted: unknown): void {
  const bytes = (answer: unknown): Buffer => {
    const { buffer, byteOffset, byteLength } = Tensor.isTensor(answer)
      ? answer.data
      : (answer as Float32Array);
    return Buffer.from(buffer, byteOffset, byteLength);
  };
  expect(bytes(got).equals(bytes(wanted))).toBe(true);
}

// Run by itself, without the build that `npm test` does first, there is nothing for a worker to load.
describe.skipIf(!existsSync(script))("several threads", () => {
  it.each([2, 3, 5])(
    "%i share the work, once they have started, and give the bits of one",
    async (threads) => {
      const runtime = await backendOn(threads);
      same(await helped(ElementsRun, size, () => runtime.forwardSync(gelu, x)), alone);
    },
  );

  it("are left out where they make calls slower", async () => {
    vi.mocked(ThreadTuner.prototype.next).mockReturnValue("alone");
    let started = 0;
    const runtime = await backendOn(2, (start) => (ended) => {
      started++;
      return start(ended);
    });
    same(await runtime.forward(gelu, x), alone);
    expect(started).toBe(0);
  });

  it("compute whole rows of an axis activation, forward and backward", async () => {
    const [rows, wide] = [
      tensor(x, { shape: [800, 500] }),
      tensor(x.slice(0, 390_000), { shape: [39, 10_000] }),
    ];
    const [one, two] = [runtimeOn(new CpuBackend(new Engine()), "fast"), await backendOn(2)];
    for (const input of [rows, wide]) {
      const value = await helped(RowRun, input.size, () => two.forwardSync(softmax, input));
      same(value, one.forwardSync(softmax, input));
      const gradient = await helped(RowRun, input.size, () => two.backwardSync(softmax, input, input));
      same(gradient, one.backwardSync(softmax, input, input));
    }
  });

  it("read shared memory in place", async () => {
    const shared = new Float32Array(new SharedArrayBuffer(size * 4));
    const out = new Float32Array(new SharedArrayBuffer(size * 4));
    shared.set(x);
    const runtime = await backendOn(2);
    await helped(ElementsRun, size, () => runtime.forwardSync(gelu, shared, { out }));
    same(out, alone);
    same(shared, x);
  });

  it("answer calls that overlap, each on its own", async () => {
    const runtime = await backendOn(2);
    await helped(ElementsRun, size, () => runtime.forwardSync(gelu, x));
    const answers = await Promise.all([1, 2, 3].map(() => runtime.forward(gelu, x)));
    for (const answer of answers) same(answer, alone);
  });

  it("lose nothing when a worker is killed in mid-call, and replace it", async () => {
    const threads: Thread[] = [];
    const runtime = await backendOn(2, (start) => (ended) => {
      threads.push(start(ended));
      return threads.at(-1) as Thread;
    });
    await helped(ElementsRun, size, () => runtime.forwardSync(gelu, x));
    const { range } = ElementsRun.prototype;
    const here = vi.spyOn(ElementsRun.prototype, "range");
    here.mockImplementationOnce(function (this: ElementsRun, ...part) {
      threads[0]?.terminate();
      range.apply(this, part);
    });
    same(runtime.forwardSync(gelu, x), alone);
    here.mockRestore();
    // The end of a thread is told by an event; from then on the next call starts another.
    await vi.waitFor(() => {
      same(runtime.forwardSync(gelu, x), alone);
      expect(threads).toHaveLength(2);
    }, 60_000);
  });

  it("do not keep the process alive", async () => {
    const program = `
      import { createRuntime, gelu } from "@actfn/core";
      import { cpu } from "@actfn/backend-cpu";
      const runtime = createRuntime({ backends: [await cpu({ threads: 2 })] });
      const x = new Float32Array(${size}).fill(1);
      for (let call = 0; call < 50; call++) await runtime.forward(gelu, x);
      console.log("ends");`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", program],
      {
        cwd: new URL(".", import.meta.url),
        timeout: 60_000,
      },
    );
    expect(stdout).toBe("ends\n");
  });
});

describe("threads that cannot start", () => {
  it.each([
    ["no SharedArrayBuffer", { SharedArrayBuffer: undefined }, /no SharedArrayBuffer/],
    ["a page that is not isolated", { process: undefined }, /not cross-origin isolated/],
    ["no Worker", { process: undefined, crossOriginIsolated: true, Worker: undefined }, /no Worker/],
  ])("%s", (_, globals, reason) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    try {
      expect(threadStarter(script)).toEqual({ missing: expect.stringMatching(reason) });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("a thread that is late", () => {
  /** Does something after this thread has computed its first part of a call, and something else after each later one. */
  function between(first: () => void, later: (start: number) => void = () => undefined): void {
    const { range } = ElementsRun.prototype;
    let parts = 0;
    vi.spyOn(ElementsRun.prototype, "range").mockImplementation(function (this: ElementsRun, start, count) {
      range.call(this, start, count);
      if (parts++ === 0) first();
      else later(start);
    });
  }

  it("never reads what was computed in its place, in shared memory that is input and output", () => {
    const puppet = new Puppet();
    const runtime = runtimeWith(2, puppet.start);
    const shared = new Float32Array(new SharedArrayBuffer(size * 4));
    shared.set(x);
    let seen: Float32Array = new Float32Array();
    between(
      () => puppet.take(),
      (start) => {
        if (start !== 0) return;
        // What the other one took, the first elements, has now been computed here as well; only now that one reads them.
        puppet.complete((numbers) => {
          seen = numbers;
          return alone.subarray(0, numbers.length);
        });
      },
    );
    runtime.forwardSync(gelu, shared, { out: shared });
    same(seen, x.subarray(0, seen.length));
    expect(seen.length).toBeGreaterThan(0);
    same(shared, alone);
  });

  it("costs its share where it is lost after it took it, and is replaced", () => {
    const puppet = new Puppet();
    const runtime = runtimeWith(2, puppet.start);
    between(() => puppet.take());
    same(runtime.forwardSync(gelu, x), alone);
    puppet.die();
    same(runtime.forwardSync(gelu, x), alone);
    expect(puppet.started).toBe(2);
  });

  it("is done without where none may be started", () => {
    let tries = 0;
    const runtime = runtimeWith(3, () => {
      tries++;
      throw new Error("Access to this API has been restricted");
    });
    for (let call = 0; call < 3; call++) same(runtime.forwardSync(gelu, x), alone);
    expect(tries).toBe(2);
    expect(open.at(-1)?.info).toMatchObject({
      threads: 1,
      threadLimit: "Access to this API has been restricted",
    });
  });

  it("is done without where each ends before it begins, and info says why", () => {
    let tries = 0;
    let end: (reason?: string) => void = () => {};
    const runtime = runtimeWith(2, (ended) => {
      tries++;
      end = ended;
      return { post: () => {}, terminate: () => {} };
    });
    same(runtime.forwardSync(gelu, x), alone);
    expect(open.at(-1)?.info).toMatchObject({ threads: 2 });
    expect(open.at(-1)?.info).not.toHaveProperty("threadLimit");
    end("Cannot find module");
    for (let call = 0; call < 3; call++) same(runtime.forwardSync(gelu, x), alone);
    expect(tries).toBe(1);
    expect(open.at(-1)?.info).toMatchObject({ threads: 1, threadLimit: "Cannot find module" });
  });
});

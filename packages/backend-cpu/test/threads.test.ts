import { existsSync } from "node:fs";
import { gelu, softmax, type Tensor, tensor } from "@actfn/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CpuBackend } from "../src/backend.js";
import { ElementsRun } from "../src/engine/elements.js";
import { Engine } from "../src/engine/engine.js";
import { type StartThread, type Thread, threadStarter } from "../src/threads/host.js";
import { Parallel } from "../src/threads/parallel.js";
import { Worth } from "../src/threads/worth.js";
import { runtimeOn } from "./reference.js";

/** Workers load JavaScript, so that they run what was built. */
const script = new URL("../dist/threads/thread.js", import.meta.url);
const size = 400_000;
const x = Float32Array.from({ length: size }, (_, i) => Math.sin(i) * 6);
const alone = runtimeOn(new CpuBackend(new Engine()), "fast").forwardSync(gelu, x) as Float32Array;

const open: CpuBackend[] = [];
beforeEach(() => {
  // Whether threads are worth it depends on the machine; here they are to work.
  vi.spyOn(Worth.prototype, "next").mockReturnValue("shared");
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const backend of open.splice(0)) await backend.dispose();
});

async function backendOn(threads: number, wrap: (start: StartThread) => StartThread = (start) => start) {
  const start = (await threadStarter(script)) as StartThread;
  const backend = new CpuBackend(new Engine(), threads, new Parallel(threads, wrap(start)));
  open.push(backend);
  return runtimeOn(backend, "fast");
}

function same(got: unknown, wanted: unknown): void {
  const bytes = ({ data }: Tensor): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  expect(bytes(got as Tensor).equals(bytes(wanted as Tensor))).toBe(true);
}

// Run by itself, without the build that `npm test` does first, there is nothing for a worker to load.
describe.skipIf(!existsSync(script))("several threads", () => {
  it.each([2, 3, 5])(
    "%i share the work, once they have started, and give the bits of one",
    async (threads) => {
      const runtime = await backendOn(threads);
      const here = vi.spyOn(ElementsRun.prototype, "range");
      await vi.waitFor(async () => {
        here.mockClear();
        expect(await runtime.forward(gelu, x)).toEqual(alone);
        const computedHere = here.mock.calls.reduce((sum, [, count]) => sum + count, 0);
        expect(computedHere).toBeLessThan(size);
      }, 30_000);
    },
  );

  it("are left out where they make calls slower", async () => {
    vi.mocked(Worth.prototype.next).mockReturnValue("alone");
    let started = 0;
    const runtime = await backendOn(2, (start) => (ended) => {
      started++;
      return start(ended);
    });
    expect(await runtime.forward(gelu, x)).toEqual(alone);
    expect(started).toBe(0);
  });

  it("compute whole rows of an axis activation, forward and backward", async () => {
    const [rows, wide] = [
      tensor(x, { shape: [800, 500] }),
      tensor(x.slice(0, 390_000), { shape: [39, 10_000] }),
    ];
    const [one, two] = [runtimeOn(new CpuBackend(new Engine()), "fast"), await backendOn(2)];
    for (const input of [rows, wide]) {
      for (let call = 0; call < 20; call++) {
        same(two.forwardSync(softmax, input), one.forwardSync(softmax, input));
        same(two.backwardSync(softmax, input, input), one.backwardSync(softmax, input, input));
        // A moment for the thread to start, or to find the next request.
        await new Promise((resolve) => setTimeout(resolve, call));
      }
    }
  });

  it("serve synchronous calls", async () => {
    const runtime = await backendOn(2);
    for (let call = 0; call < 20; call++)
      same(tensor(runtime.forwardSync(gelu, x) as Float32Array), tensor(alone));
  });

  it("read shared memory in place", async () => {
    const shared = new Float32Array(new SharedArrayBuffer(size * 4));
    const out = new Float32Array(new SharedArrayBuffer(size * 4));
    shared.set(x);
    const runtime = await backendOn(2);
    await runtime.forward(gelu, shared, { out });
    expect(Float32Array.from(out)).toEqual(alone);
    expect(Float32Array.from(shared)).toEqual(x);
  });

  it("answer calls that overlap, each on its own", async () => {
    const runtime = await backendOn(2);
    const answers = await Promise.all([1, 2, 3].map(() => runtime.forward(gelu, x)));
    for (const answer of answers) expect(answer).toEqual(alone);
  });

  it("lose nothing when a worker is killed in mid-call, and replace it", async () => {
    let started = 0;
    const runtime = await backendOn(2, (start) => (ended) => {
      started++;
      const thread: Thread = start(ended);
      const kills = started === 1;
      const post = (job: unknown): void => {
        thread.post(job);
        if (kills) thread.terminate();
      };
      return { ...thread, post };
    });
    expect(await runtime.forward(gelu, x)).toEqual(alone);
    expect(started).toBe(1);
    // The end of a thread is told by an event; from then on the next call starts another.
    await vi.waitFor(async () => {
      expect(await runtime.forward(gelu, x)).toEqual(alone);
      expect(started).toBe(2);
    }, 30_000);
  });
});

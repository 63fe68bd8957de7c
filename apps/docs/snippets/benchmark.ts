// Measures the backend that answers here, and for comparison a loop over JavaScript's own Math and other libraries.
// Prints a line of JSON each.
import { activationNamed, defaultRuntime } from "@actfn/core";
import type { Peer } from "../play/worker/peers.js";

const loops: Readonly<Record<string, (x: number) => number>> = {
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  silu: (x) => x / (1 + Math.exp(-x)),
};
const sizes = [1 << 10, 1 << 16, 1 << 20];
const runtime = defaultRuntime();
const backend = runtime.backends[0]?.name ?? "";
const peers = backend === "cpu" ? await otherLibraries() : [];

async function otherLibraries(): Promise<readonly Peer[]> {
  const { openPeers } = await import("../play/worker/peers.js");
  return openPeers((name, error) => console.log(JSON.stringify({ name, missing: String(error) })));
}

/** Nanoseconds an element: the median of the rounds that fit into 60 ms. A round is long enough for a browser's clock. */
async function measure(size: number, run: () => unknown): Promise<number> {
  // A first call compiles, which says nothing about the next.
  for (let i = 0; i < 3; i++) await run();
  let repeats = 1;
  let took = await time(repeats, run);
  while (took < 3) {
    repeats *= 2;
    took = await time(repeats, run);
  }
  const rounds: number[] = [];
  const until = performance.now() + 60;
  while (performance.now() < until || rounds.length < 5) rounds.push(await time(repeats, run));
  rounds.sort((a, b) => a - b);
  return ((rounds[rounds.length >> 1] as number) * 1e6) / (repeats * size);
}

async function time(repeats: number, run: () => unknown): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < repeats; i++) await run();
  return performance.now() - began;
}

const names = ["relu", "sigmoid", "tanh", "silu", "gelu"];
for (const name of names) {
  const loop = loops[name];
  const activation = activationNamed(name);
  for (const size of sizes) {
    const x = Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 2000) / 100 - 10);
    const out = new Float32Array(size);
    const report = (by: string, nanoseconds: number): void =>
      console.log(JSON.stringify({ name, size, by, nanoseconds }));
    for (const precision of ["fast", "strict"] as const) {
      report(
        `${backend}, ${precision}`,
        await measure(size, () => runtime.forward(activation, x, { out, precision })),
      );
    }
    if (backend !== "cpu") continue;
    for (const peer of peers) {
      const run = peer.prepare(name, x);
      if (run !== undefined) report(peer.name, await measure(size, run));
    }
    if (loop === undefined) continue;
    const plain = (): void => {
      for (let i = 0; i < size; i++) out[i] = loop(x[i] as number);
    };
    report("Math, in a loop", await measure(size, plain));
  }
}

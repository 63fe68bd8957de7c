// Runs in the worker: the reference, with faults that the first number of x asks for.

import {
  type Backend,
  type KernelRequest,
  type Support,
  type Tensor,
  UnsupportedError,
} from "../../src/index.js";
import { nativeCall } from "../../src/native/index.js";
import { evaluateRequest } from "../../src/program/index.js";
import { commands } from "./commands.js";

interface Host {
  readonly process: { exit(code: number): never };
  setTimeout(run: () => void, ms: number): unknown;
  turns?: number;
}

const host = globalThis as unknown as Host;

/** Options of the backend. */
export interface FaultyOptions {
  readonly startsIn?: number;
  readonly refuses?: string;
  readonly disposeThrows?: boolean;
  /** A native call lasts until its first 32 bits are not 0. */
  readonly gate?: SharedArrayBuffer;
}

export async function faulty({
  startsIn = 0,
  refuses,
  disposeThrows = false,
  gate = new SharedArrayBuffer(4),
}: FaultyOptions = {}): Promise<Backend> {
  if (startsIn < 0) throw new Error("no such device");
  await new Promise<void>((resolve) => {
    host.setTimeout(resolve, startsIn);
  });
  return {
    contract: "v1",
    name: "faulty",
    info: { version: "7", runtime: "test", device: "cpu", threads: 1, native: ["relu"] },
    supports: ({ activation }): Support =>
      activation.name === refuses ? { status: "unsupported", reason: "not this one" } : { status: "lowered" },
    execute: async (request) => {
      await obey(request, gate);
      return evaluateRequest(request);
    },
    dispose: async () => {
      if (disposeThrows) throw new Error("stuck");
    },
  };
}

async function obey({ inputs, activation }: KernelRequest, gate: SharedArrayBuffer): Promise<void> {
  const [command] = (inputs[0] as Tensor).data;
  if (command === commands.exit) host.process.exit(3);
  // With an effect, or the bundler would take the loop away.
  if (command === commands.hang) for (;;) host.turns = (host.turns ?? 0) + 1;
  // Stands in for native code: until it returns, nothing else happens in the thread.
  if (command === commands.native) nativeCall(() => Atomics.wait(new Int32Array(gate), 0, 0));
  if (command === commands.never) await new Promise(() => {});
  if (command === commands.reject) throw new RangeError("boom");
  if (command === commands.unsupported)
    throw new UnsupportedError(activation.name, [{ backend: "faulty", reason: "late" }]);
  if (command === commands.slow) {
    await new Promise<void>((resolve) => {
      host.setTimeout(resolve, 50);
    });
  }
  if (command === commands.crashLater) {
    host.setTimeout(() => {
      throw new Error("out of nowhere");
    }, 0);
    await new Promise(() => {});
  }
}

export const notAFunction = 1;
export function notABackend(): object {
  return {};
}

// A backend whose native code never returns.

import { nativeCall } from "@actfn/core/native";

const gate = new Int32Array(new SharedArrayBuffer(4));

/** Makes the backend. */
export async function hanging() {
  return {
    contract: "v1",
    name: "hanging",
    info: { version: "1", runtime: "none", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "lowered" }),
    execute: async () => nativeCall(() => Atomics.wait(gate, 0, 0)),
    dispose: async () => {},
  };
}

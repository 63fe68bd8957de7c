import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const built = fileURLToPath(new URL("../dist/index.js", import.meta.url));
const program = fileURLToPath(new URL("./compilers/bits.mjs", import.meta.url));
const WIDE = "--experimental-wasm-revectorize";

async function underNode(...flags: string[]): Promise<{ bits: string; output: string }> {
  const { stdout } = await run(process.execPath, [...flags, program], { maxBuffer: 2 ** 30 });
  return { bits: /^bits (\w+)$/m.exec(stdout)?.[1] ?? stdout, output: stdout };
}

// Run by itself, without the build that `npm test` does first, there is nothing for a process to load.
describe.skipIf(!existsSync(built))("the bits of the baseline compiler are those of", async () => {
  let bits: string;
  beforeAll(async () => {
    bits = (await underNode("--liftoff-only")).bits;
  });

  it("the optimizing one", async () => {
    expect(bits).toMatch(/^\w{64}$/);
    expect((await underNode("--no-liftoff")).bits).toBe(bits);
  });

  // Node 24 and later.
  if (!(await run(process.execPath, ["--v8-options"])).stdout.includes(WIDE)) return;
  it("the optimizing one with eight float32 numbers in a vector", async () => {
    const wide = await underNode("--no-liftoff", WIDE, "--trace-wasm-revectorize");
    expect(wide.bits).toBe(bits);
    expect(wide.output.match(/Decide to vectorize, [1-9]/g)?.length).toBeGreaterThan(100);
  });
});

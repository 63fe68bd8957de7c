import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("backends.node-test.mjs", import.meta.url));
const built = existsSync(new URL("../dist/node-test.js", import.meta.url));

// Run by itself, without the build that `npm test` does first, there is no adapter to import.
test.skipIf(!built)(
  "Node's own runner passes a right backend, and fails a wrong one with what is wrong",
  () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout, status } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", script], {
      encoding: "utf8",
      env,
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/ok \d+ - specials: NaN gives NaN/);
    expect(stdout).toMatch(/not ok \d+ - specials: NaN gives NaN/);
    expect(stdout).toMatch(/specials relu forward float32[\s\S]*got 0/);
  },
);

import { expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { STRICT_DIGEST, strictDigest } from "./strict-digest.js";

// browser.browser.test.ts asks Chromium the same.
it("strict results have the same bits on every machine and engine", async () => {
  expect(strictDigest(await cpu({ threads: 1 }))).toBe(STRICT_DIGEST);
});

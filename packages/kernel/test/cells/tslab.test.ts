import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { loadTslab } from "../../src/cells/tslab.js";

describe("tslab", () => {
  it("is pinned to the version whose inner modules were read", () => {
    expect(manifest.devDependencies.tslab).toBe("1.0.22");
    expect(createRequire(import.meta.url)("tslab/package.json").version).toBe("1.0.22");
  });

  it("has what the kernel reaches for by path", () => {
    const tslab = loadTslab({ noCheck: false });
    expect(tslab.typescript.version).toBe("5.0.4");
    for (const part of [tslab.createConverter, tslab.createExecutor, tslab.isCompleteCode]) {
      expect(part).toBeTypeOf("function");
    }
  });
});

import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defineConfig, loadConfig, runtimeFromConfig } from "../../src/config/index.js";
import { BackendStartError, ConfigError, ContractError, type Runtime } from "../../src/index.js";
import { double } from "../runtime/stand-ins.js";

let folder: string;
const environment = {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actfn config "));
});

afterEach(() => {
  // Reading TypeScript writes a file beside it for a moment.
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function reads(text: string): Promise<unknown> {
  write("actfn.config.json", text);
  return loadConfig({ folder, environment });
}

const backendSource = `
  export function make({ factor }) {
    return {
      contract: "v1",
      name: "file",
      info: { version: "1", runtime: "test", device: "cpu", threads: 1, native: [] },
      supports: () => ({ status: "native" }),
      execute: async ({ inputs, dtype, shapes }) => {
        const Tensor = inputs[0].constructor;
        return [Tensor.of(dtype, shapes[0], inputs[0].data.map((value) => value * factor))];
      },
      dispose: async () => { globalThis.disposedOf = (globalThis.disposedOf ?? 0) + 1; },
    };
  }
  export function makesNothing() {}
  export function fails() { throw new Error("no such device"); }
  export const notAFunction = 1;`;

describe("a configuration", () => {
  test("is read from JSON, JavaScript or TypeScript, and without one the backend is cpu", async () => {
    expect(await loadConfig({ folder, environment })).toEqual({
      config: { backends: ["cpu"] },
      file: undefined,
    });
    write("actfn.config.json", '{ "backends": ["onnx"] }');
    expect((await loadConfig({ folder, environment })).config).toEqual({ backends: ["onnx"] });
    write("actfn.config.mjs", 'export default { backends: ["cpu"], limits: { timeout: 5 } };');
    const mjs = await loadConfig({ folder, environment });
    expect(mjs).toEqual({
      config: { backends: ["cpu"], limits: { timeout: 5 } },
      file: join(folder, "actfn.config.mjs"),
    });
  });

  test("in TypeScript is read through the project's typescript where Node cannot", async () => {
    // Beside this test, where typescript is installed.
    const here = mkdtempSync(join(import.meta.dirname, ".config-"));
    const { rmSync } = await import("node:fs");
    try {
      const text =
        'const backends: string[] = ["cpu"];\nexport default { backends, stats: true as boolean };\n';
      writeFileSync(join(here, "actfn.config.ts"), text);
      expect((await loadConfig({ folder: here, environment })).config).toEqual({
        backends: ["cpu"],
        stats: true,
      });
      expect(readdirSync(here)).toEqual(["actfn.config.ts"]);
    } finally {
      rmSync(here, { recursive: true });
    }
  });

  test("gives way to ACTFN_BACKEND in what backends there are, and in nothing else", async () => {
    write("actfn.config.json", '{ "backends": ["cpu"], "precision": "strict" }');
    const { config } = await loadConfig({ folder, environment: { ACTFN_BACKEND: "onnx, cpu" } });
    expect(config).toEqual({ backends: ["onnx", "cpu"], precision: "strict" });
    const wrong = loadConfig({ folder, environment: { ACTFN_BACKEND: "gpu" } });
    await expect(wrong).rejects.toThrow(/ACTFN_BACKEND is "gpu".*cpu, onnx/);
  });

  test.each([
    ["{}", /backends is required; it must be a list of backends/],
    ['{ "backends": "cpu" }', /backends is "cpu"; it must be a list of backends/],
    ['{ "backends": [] }', /at least one backend/],
    ['{ "backends": ["gpu"] }', /backends\[0\] is "gpu"; it must be one of "cpu", "onnx"/],
    ['{ "backends": [{ "module": "x" }] }', /backends\[0\].factory is required/],
    [
      '{ "backends": ["cpu"], "limits": { "concurrency": 0.5 } }',
      /limits.concurrency is 0.5; .*integer of at least 1/,
    ],
    [
      '{ "backends": ["cpu"], "limits": { "memory": 1 } }',
      /there is no option "limits.memory"\. The options are "timeout"/,
    ],
    ['{ "backends": ["cpu"], "precision": "exact" }', /precision is "exact".*"strict", "fast"/],
    [
      '{ "backends": ["cpu"], "fallback": { "breaker": { "failures": 0 } } }',
      /fallback.breaker.failures is 0; it must be an integer of at least 1/,
    ],
    [
      '{ "backends": ["cpu"], "fallback": { "breaker": { "failurs": 3 } } }',
      /there is no option "fallback.breaker.failurs"\. Did you mean "failures"\?/,
    ],
    ['{ "backends": ["cpu"], "__proto__": { "stats": true } }', /there is no option "__proto__"/],
    ['{ "backends": ["cpu"], "constructor": 1 }', /there is no option "constructor"/],
    ["[]", /the value is \[\]; it must be an object/],
    ["null", /the value is null/],
    ["{", /the file cannot be read: .*JSON.*\.$/],
  ])("%s is refused by the name of the field", async (text, message) => {
    const reading = reads(text);
    await expect(reading).rejects.toThrow(ConfigError);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/actfn.config.json/);
    expect(({} as { stats?: unknown }).stats).toBeUndefined();
  });

  test("says what is wrong with a file that is not there, has no default, or throws", async () => {
    await expect(loadConfig({ folder, file: "mine.json", environment })).rejects.toThrow(
      /there is no file "mine.json" in /,
    );
    write("actfn.config.mjs", "export const backends = [];");
    await expect(loadConfig({ folder, environment })).rejects.toThrow(/export default/);
    write("other.mjs", "throw new Error('mine');");
    await expect(loadConfig({ folder, file: "other.mjs", environment })).rejects.toThrow(
      /the file cannot be read: mine\.$/,
    );
  });

  test("can be typed while it is written", () => {
    const config = defineConfig({
      backends: ["cpu", { module: "./mine.mjs", factory: "make" }],
      precision: "fast",
    });
    expect(config.backends).toHaveLength(2);
  });
});

describe("a runtime from a configuration", () => {
  const json = (...backends: unknown[]): string => JSON.stringify({ backends, stats: true });

  test("has its backends started, from files beside the configuration or from packages", async () => {
    write("mine.mjs", backendSource);
    mkdirSync(join(folder, "node_modules", "their-backend"), { recursive: true });
    write(
      "node_modules/their-backend/package.json",
      '{ "type": "module", "exports": { "default": "./index.js" } }',
    );
    write("node_modules/their-backend/index.js", backendSource);
    const own = { module: "./mine.mjs", factory: "make", options: { factor: 3 } };
    const theirs = { module: "their-backend", factory: "make", options: { factor: 4 } };
    write("actfn.config.json", json(own, theirs));
    const runtime = await runtimeFromConfig({ folder, environment });
    expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(3));
    expect(runtime.backends).toHaveLength(2);
    expect(runtime.stats().answered).toBe(1);
    await runtime.dispose();
  });

  test("says which backend is missing, has no such factory, or does not start, and disposes of the others", async () => {
    write("mine.mjs", backendSource);
    const good = { module: "./mine.mjs", factory: "make", options: { factor: 3 } };
    const attempt = (...backends: unknown[]): Promise<unknown> => {
      write("actfn.config.json", json(...backends));
      return runtimeFromConfig({ folder, environment });
    };
    const missing = attempt({ module: "no-such-package", factory: "make" });
    await expect(missing).rejects.toThrow(BackendStartError);
    await expect(missing).rejects.toThrow(/no-such-package.*Install it/s);
    await expect(attempt({ module: "./mine.mjs", factory: "notAFunction" })).rejects.toThrow(ConfigError);
    const global = globalThis as { disposedOf?: number };
    global.disposedOf = 0;
    await expect(attempt(good, { module: "./mine.mjs", factory: "fails" })).rejects.toThrow("no such device");
    expect(global.disposedOf).toBe(1);
    const nothing = { module: "./mine.mjs", factory: "makesNothing" };
    await expect(attempt(good, nothing)).rejects.toThrow(ContractError);
    expect(global.disposedOf).toBe(2);
  });

  const forImport = { types: "./index.d.ts", import: "./index.js" };
  test.each([
    ["for-import", forImport],
    ["for-import", { ".": { node: { import: "./index.js" } }, "./sub": "./no.js" }],
    ["for-import", [{ browser: "./no.js" }, forImport]],
    ["@scope/for-import/sub", { "./sub": forImport }],
    ["for-import/sub", { "./*": forImport, "./other": null }],
    ["for-import/sub", { "./s*": { import: "./*.js" }, "./other": null }],
    ["for-import/sub", { "./sub": { "module-sync": "./index.js" } }],
  ])("finds %s in a package that is for import alone, as %j", async (module, exports) => {
    const home = join(folder, "node_modules", module.replace(/\/sub$/, ""));
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module", exports }));
    for (const file of ["index.js", "ub.js"]) writeFileSync(join(home, file), backendSource);
    const attempt = (name: string): Promise<Runtime> => {
      write("actfn.config.json", json({ module: name, factory: "make", options: { factor: 3 } }));
      return runtimeFromConfig({ folder, environment });
    };
    const runtime = await attempt(module);
    expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(3));
    await expect(attempt(`${module.replace("/sub", "")}/other`)).rejects.toThrow(BackendStartError);
  });

  test("finds the package that the configuration itself is in, by its name", async () => {
    write(
      "package.json",
      '{ "name": "itself", "type": "module", "exports": { "./b/*": { "import": "./*.js" } } }',
    );
    write("mine.js", backendSource);
    write("actfn.config.json", json({ module: "itself/b/mine", factory: "make", options: { factor: 5 } }));
    const runtime = await runtimeFromConfig({ folder, environment });
    expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(5));
  });
});

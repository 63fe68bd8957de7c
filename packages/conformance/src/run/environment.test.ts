import { arch, platform } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { environment } from "./environment.js";
import { fromCpuInfo } from "./processor.js";

afterEach(() => vi.unstubAllGlobals());

test("a report tells runtime, engine, system and processor", () => {
  const { node, v8 } = process.versions;
  expect(environment()).toMatch(`Node.js ${node} (V8 ${v8}), ${platform()} ${arch()}`);
});

test("Linux tells of an x86 processor's instruction sets, of which those for numbers are kept", () => {
  const text =
    "processor\t: 0\nmodel name\t: Some EPYC\nflags\t\t: fpu sse4_2 aes avx2 avx512f fma rdrand\n\nprocessor\t: 1\nmodel name\t: Other\n";
  expect(fromCpuInfo(text)).toEqual({ model: "Some EPYC", features: ["avx2", "avx512f", "fma", "sse4_2"] });
});

test("and of an arm processor's", () => {
  const text = "processor\t: 0\nFeatures\t: fp asimd evtstrm fphp asimdhp sve bf16\nHardware\t: Board\n";
  expect(fromCpuInfo(text)).toEqual({
    model: "Board",
    features: ["asimd", "asimdhp", "bf16", "fphp", "sve"],
  });
});

test("a system that tells nothing leaves the rest of the line", () => {
  vi.stubGlobal("process", { versions: { node: "24.0.0" }, platform: "win32", arch: "x64" });
  expect(environment()).toBe("Node.js 24.0.0, win32 x64");
});

test("Bun and Deno go by their own names, browsers by theirs", () => {
  vi.stubGlobal("process", { versions: { node: "22.0.0", bun: "1.3.0" }, platform: "linux", arch: "arm64" });
  expect(environment()).toBe("Bun 1.3.0, linux arm64");
  vi.stubGlobal("process", undefined);
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 Some browser" });
  expect(environment()).toBe("Mozilla/5.0 Some browser");
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { main } from "../src/cli/main.js";
import { fromJson } from "../src/index.js";

const own = fileURLToPath(new URL("own-backend.ts", import.meta.url));
const narrow = ["--activations", "relu,LeakyReLU", "--groups", "contract,specials"];
let folder: string;
let printed: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "actfn conformance "));
  printed = [];
  for (const method of ["log", "error"] as const)
    vi.spyOn(console, method).mockImplementation((text: unknown) => void printed.push(String(text)));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test("it checks the backend that a module exports, by the profile that it exports, and writes reports", async () => {
  const code = await main([own, "--effort", "quick", ...narrow, "--report", "html,json,md", "--out", folder]);
  expect(printed.join("\n")).toMatch(/reference passes: \d+ checks/);
  expect(code).toBe(0);
  const report = fromJson(await readFile(join(folder, "conformance-reference.json"), "utf8"));
  expect(new Set(report.accuracy.map(({ dtype }) => dtype))).toEqual(new Set(["float32"]));
  expect(await readFile(join(folder, "conformance.html"), "utf8")).toContain("<!doctype html>");
  expect(await readFile(join(folder, "conformance.md"), "utf8")).toContain("# Conformance");
});

test("it checks some dtypes and precisions", async () => {
  const some = ["--dtypes", "float64,bfloat16", "--precisions", "strict"];
  expect(await main([own, ...narrow, ...some, "--report", "json", "--out", folder])).toBe(0);
  const { accuracy } = fromJson(await readFile(join(folder, "conformance-reference.json"), "utf8"));
  expect(new Set(accuracy.map(({ dtype }) => dtype))).toEqual(new Set(["float64", "bfloat16"]));
  expect(new Set(accuracy.map(({ precision }) => precision))).toEqual(new Set(["strict"]));
});

test("it exits with 1 where a backend does not pass, and says what is wrong", async () => {
  expect(await main([own, "--export", "half", "--effort", "quick", ...narrow])).toBe(1);
  expect(printed.join("\n")).toMatch(/contract form: .*\n.*short lower-case name[\s\S]*does not pass/);
});

test("it takes names of the activations that the module's profile brings", async () => {
  const args = [
    own,
    "--export",
    "half",
    "--effort",
    "quick",
    "--activations",
    "ownActivation",
    "--groups",
    "specials",
  ];
  expect(await main(args)).toBe(0);
});

test("it compares with an earlier report and another backend's", async () => {
  await main([own, "--effort", "quick", ...narrow, "--report", "json", "--out", folder]);
  const earlier = join(folder, "conformance-reference.json");
  expect(
    await main([
      own,
      "--effort",
      "quick",
      ...narrow,
      "--report",
      "html",
      "--out",
      folder,
      "--since",
      earlier,
      "--beside",
      earlier,
    ]),
  ).toBe(0);
  const page = await readFile(join(folder, "conformance.html"), "utf8");
  expect(page).toContain("Side by side");
  expect(page).toContain("Since 20");
});

test.each([
  [[], /requires a module that exports a backend/],
  [["./no-such.js"], /There is no file/],
  [[own, "--export", "nothing"], /does not export nothing; it exports .*half/],
  [[own, "--groups", "speed"], /--groups is "speed"\. It must be one of contract, golden/],
  [[own, "--groups", "goldn"], /--groups is "goldn"\. Did you mean "golden"\?/],
  [[own, "--report", "pdf"], /--report is "pdf"\. It must be one of html, json, md/],
  [[own, "--serch", "1"], /Unknown option '--serch'/],
  [[own, "--reprot", "md"], /Did you mean "report"\?/],
  [[own, "--seed", "x"], /must be an integer/],
  [[own, "--fast"], /--fast/],
  [
    [own, "--effort", "quik"],
    /--effort is "quik"\. Did you mean "quick"\?.*It must be one of quick, full, exhaustive/,
  ],
  [[own, "--dtypes", "float8"], /--dtypes is "float8".*It must be one of float32, float64/],
  [[own, "--precisions", "exact"], /--precisions is "exact".*It must be one of strict, fast/],
  [[own, "--activations", "gelo"], /gelo/],
])("a mistake in the command, %j, is told with what is allowed", async (args, message) => {
  expect(await main(args)).toBe(2);
  expect(printed.join("\n")).toMatch(message);
});

test("a module that this Node does not read is told with the next step", async () => {
  const module = join(folder, "mine.mjs");
  const thrown = `Object.assign(new TypeError('Unknown file extension ".ts"'), { code: "ERR_UNKNOWN_FILE_EXTENSION" })`;
  await writeFile(module, `throw ${thrown};`);
  expect(await main([module])).toBe(2);
  expect(printed.join("\n")).toMatch(
    /extension "\.ts"\. If the file is TypeScript, compile it first, or use Node\.js 22/,
  );
});

test("--help tells all", async () => {
  expect(await main(["--help"])).toBe(0);
  expect(printed.join("\n")).toMatch(/--effort[\s\S]*--since/);
});

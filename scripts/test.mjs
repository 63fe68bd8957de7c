// npm test: installs, builds and checks everything, from a fresh clone on. Its last line is `N passed, N failed`.
//
// What it runs is found by name, so a new suite needs no line here:
//   *.test.ts                          Vitest, one project a package (vitest.config.ts)
//   *.browser.test.ts                  Vitest too, with a Chromium's path in ACTFN_CHROMIUM and .venv's JupyterLab in
//                                      ACTFN_JUPYTER
//   *.webgpu.test.ts                   Vitest too, with a driver for Dawn, SwiftShader where there is no other
//   packages/*/test/python/test_*.py   unittest, in a .venv with scripts/python-requirements.txt
// The last three are left out, with the reason, where what they need cannot be had; with CI=true that is a failure. The quick
// part of the matrix runs on every engine and processor that can be had.

import { install, unsuitableNode } from "./steps/install.mjs";
import { sourceFiles } from "./steps/repository.mjs";
import { turbo } from "./steps/run.mjs";
import { cannotRun, one, Tally } from "./steps/tally.mjs";

const tally = new Tally();

/** @param {readonly string[]} tasks   of turbo.json */
async function everywhere(...tasks) {
  const { code } = await turbo(...tasks);
  return one(code === 0, [`turbo run ${tasks.join(" ")} ended with code ${code}, see its output`]);
}

async function runChecks() {
  // What they import has only just been installed.
  const { checks } = await import("./checks/index.mjs");
  for (const { title, check } of checks) {
    await tally.record(title, async () => {
      const problems = await check();
      return one(problems.length === 0, problems);
    });
  }
}

async function runBrowserTests() {
  if (!sourceFiles().some((file) => file.endsWith(".browser.test.ts"))) return;
  const { findChromium } = await import("./steps/chromium.mjs");
  const { vitest } = await import("./steps/vitest.mjs");
  const { jupyterLab, pythonEnvironment } = await import("./steps/python.mjs");
  await tally.record("browser tests", async () => {
    const browser = await findChromium();
    if ("missing" in browser) return cannotRun(browser.missing);
    const jupyter = jupyterLab(await pythonEnvironment());
    return vitest(["--project", "browser"], {
      ACTFN_CHROMIUM: browser.chromium,
      ...(jupyter === undefined ? {} : { ACTFN_JUPYTER: jupyter }),
    });
  });
}

async function runWebgpuTests() {
  if (!sourceFiles().some((file) => file.endsWith(".webgpu.test.ts"))) return;
  const { findVulkan } = await import("./steps/vulkan.mjs");
  const { vitest } = await import("./steps/vitest.mjs");
  await tally.record("WebGPU tests", async () => {
    const driver = await findVulkan();
    return "missing" in driver ? cannotRun(driver.missing) : vitest(["--project", "webgpu"], driver.env);
  });
}

async function runPythonTests() {
  const { pythonEnvironment, pythonSuites, runPythonSuite } = await import("./steps/python.mjs");
  const suites = pythonSuites();
  if (suites.length === 0) return;
  const environment = await pythonEnvironment();
  for (const { name, folder } of suites) {
    await tally.record(`Python tests of ${name}`, async () =>
      "missing" in environment ? cannotRun(environment.missing) : runPythonSuite(environment.python, folder),
    );
  }
}

async function runEverything() {
  const installed = await tally.record("install", async () => {
    const unsuitable = unsuitableNode();
    if (unsuitable !== undefined) return one(false, [unsuitable]);
    const { code } = await install();
    return one(code === 0, [`npm ci ended with code ${code}, see its output`]);
  });
  if (!installed) return;
  await tally.record("build", () => everywhere("build"));
  await tally.record("lint", () => everywhere("lint", "lint:root"));
  await tally.record("types", () => everywhere("typecheck", "typecheck:root"));
  await runChecks();
  await tally.record("tests", async () => {
    const { vitest } = await import("./steps/vitest.mjs");
    return vitest([]);
  });
  await runBrowserTests();
  await runWebgpuTests();
  await tally.record("matrix", async () => {
    const { matrix } = await import("./steps/matrix.mjs");
    return matrix();
  });
  await runPythonTests();
}

await runEverything();
console.log(tally.summary());
process.exitCode = tally.total("failed") > 0 ? 1 : 0;

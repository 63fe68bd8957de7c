// npm start: installs and builds what is missing, then runs the tour notebook through the real kernel.

import { join } from "node:path";
import { install, unsuitableNode } from "./steps/install.mjs";
import { root } from "./steps/repository.mjs";
import { run, turbo } from "./steps/run.mjs";

const KERNEL = join(root, "packages", "kernel", "bin", "actfn-kernel.js");
const NOTEBOOK = join(root, "packages", "kernel", "notebooks", "tour.ipynb");
const OUTPUT = join(root, "out");

/** @type {readonly { title: string, work: () => Promise<{ code: number }> }[]} */
const STEPS = [
  { title: "Installing what is missing", work: install },
  { title: "Building what has changed", work: () => turbo("build", "--filter=@actfn/kernel...") },
  {
    title: "Running the tour notebook through the kernel",
    work: () =>
      run(process.execPath, [KERNEL, "run", NOTEBOOK, "--output", OUTPUT, ...process.argv.slice(2)]),
  },
];

/** @returns {Promise<number>} the exit code */
async function start() {
  const unsuitable = unsuitableNode();
  if (unsuitable !== undefined) {
    console.error(unsuitable);
    return 1;
  }
  for (const [index, { title, work }] of STEPS.entries()) {
    console.log(`\n[${index + 1}/${STEPS.length}] ${title} …`);
    const started = performance.now();
    const { code } = await work();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) {
      console.error(
        `\n${title} failed after ${seconds} s, with code ${code}. What went wrong is printed above.`,
      );
      return 1;
    }
    console.log(`      done in ${seconds} s`);
  }
  return 0;
}

process.exitCode = await start();

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { activations } from "./activations.mjs";
import { median } from "./measure.mjs";

const script = fileURLToPath(new URL("first-call-once.mjs", import.meta.url));

/**
 * The time of an activation's first call with compilation, and of the import of the packages, in milliseconds. Each try is a
 * new process. Returns the median and the minimum.
 */
export function firstCalls({ only, tries }) {
  const chosen = activations.filter(({ name }) => only === undefined || only.includes(name));
  const imports = [];
  const calls = [];
  for (const { name, activation = name, options = {}, rows = false } of chosen) {
    for (const pass of ["forward", "backward"]) {
      const times = Array.from({ length: tries }, () => {
        const question = JSON.stringify({ activation, options, rows, pass });
        const { stdout } = spawnSync(process.execPath, [...process.execArgv, script, question], {
          encoding: "utf8",
        });
        const answer = JSON.parse(stdout);
        imports.push(answer.imported);
        return answer.called;
      });
      calls.push({ activation: name, pass, median: median(times), least: Math.min(...times) });
    }
  }
  return { imported: { median: median(imports), least: Math.min(...imports) }, calls };
}

// Every entry loads with require() as well as with import: a notebook's cell is compiled to require(), and a single
// top-level await anywhere in what an entry imports would make that fail.

import { join } from "node:path";
import { root, workspaces } from "../steps/repository.mjs";
import { run } from "../steps/run.mjs";

export const title = "packages load with require()";

/** Entries that only mean something inside the program they are for. */
const ELSEWHERE = new Set(["@actfn/conformance/vitest"]);

/** @returns {Promise<string[]>} */
export async function check() {
  const entries = workspaces("packages").flatMap(({ manifest }) =>
    Object.keys(manifest.exports ?? {})
      .filter((subpath) => subpath !== "./package.json")
      .map((subpath) => `${manifest.name}${subpath.slice(1)}`)
      .filter((specifier) => !ELSEWHERE.has(specifier)),
  );
  const problems = await Promise.all(
    entries.map(async (specifier) => {
      const load = `require(${JSON.stringify(specifier)})`;
      const { code, output } = await run(process.execPath, ["-e", load], {
        cwd: join(root, "scripts"),
        quiet: true,
      });
      const reason = /^\w*Error.*$/m.exec(output)?.[0] ?? output.trim();
      return code === 0 ? [] : [`${load} fails: ${reason}`];
    }),
  );
  return problems.flat();
}

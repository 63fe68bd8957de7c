// npm run check: the conventions of this repository. The last four need a build.

import { checks } from "./checks/index.mjs";
import { one, Tally } from "./steps/tally.mjs";

const tally = new Tally();
for (const { title, check } of checks) {
  await tally.record(title, async () => {
    const problems = await check();
    return one(problems.length === 0, problems);
  });
}
console.log(tally.summary());
process.exitCode = tally.total("failed") > 0 ? 1 : 0;

// In Node, Bun and Deno: prints the findings as a line of JSON.

import { findings } from "./program.mjs";

const isolated = { module: "@actfn/backend-cpu" };
findings({ isolated }).then(
  (found) => console.log(`findings ${JSON.stringify(found)}`),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);

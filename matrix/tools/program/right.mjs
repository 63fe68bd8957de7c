// Prints the digests that are right.

import { rightDigests } from "./program.mjs";

console.log(`findings ${JSON.stringify(await rightDigests())}`);

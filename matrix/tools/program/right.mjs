// Prints the expected digests.

import { rightDigests } from "./program.mjs";

console.log(`findings ${JSON.stringify(await rightDigests())}`);

import { readFileSync } from "node:fs";

/** The version of this package. */
export const KERNEL_VERSION: string = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
).version;

/** The version of TypeScript that cells are checked with: the one tslab 1.0.22 brings. */
export const TYPESCRIPT_VERSION = "5.0.4";

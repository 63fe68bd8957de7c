import type ts from "typescript-for-tslab";

/** The TypeScript compiler that tslab brings: 5.0.4, with the language service's internals exposed. */
export type TypeScript = typeof ts;

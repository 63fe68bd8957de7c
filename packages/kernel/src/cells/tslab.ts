/**
 * The parts of tslab that this kernel stands on, with the types it relies on written down here.
 *
 * tslab has no public entry for them, so that the build reaches them by path (`scripts/tslab.mjs`); the version is pinned
 * exactly, and `test/tslab.test.ts` fails if one of them moves. The compiler is handed to tslab through the module cache
 * because tslab hard-codes its options (Node10 resolution, ES2022 without later library types, no strictness).
 */
import { createRequire } from "node:module";
import type { Checking } from "./diagnostics.js";
import { patchTypeScript } from "./typescript/typescript.js";
import type { TypeScript } from "./typescript/typescript-api.js";

/** A position in a cell: zero-based line and character. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

/** A complaint of the type checker. */
export interface Diagnostic {
  readonly start: Position;
  readonly end: Position;
  readonly messageText: string;
  readonly code: number;
  readonly fileName?: string;
}

/** A cell turned into JavaScript, or the diagnostics that kept it from being so. */
export interface Conversion {
  readonly diagnostics: readonly Diagnostic[];
  readonly output?: string;
  /** The declarations that the next cell sees. */
  readonly declOutput?: string;
  /** Whether the executor is to wrap the output in an async function. */
  readonly hasToplevelAwait?: boolean;
}

/** tslab's incremental compiler over the cells so far. */
export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  close(): void;
}

/** A symbol's signature and documentation, in TypeScript's own parts. */
export interface QuickInfo {
  /** What the symbol is; empty where there is none. */
  readonly kind?: string;
  readonly displayParts?: readonly { readonly text: string }[];
  readonly documentation?: readonly { readonly text: string }[];
  readonly tags?: readonly {
    readonly name: string;
    readonly text?: readonly { readonly text: string; readonly kind: string }[];
  }[];
  readonly textSpan?: { readonly start: number; readonly length: number };
}

/** What can be typed at a place, best first. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original?: { readonly entries: readonly { readonly name: string; readonly kind: string }[] };
}

/** Runs cells one after the other in this process's realm, and remembers their declarations. */
export interface Executor {
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): QuickInfo | undefined;
  complete(source: string, position: number): Completion;
  interrupt(): void;
  close(): void;
  readonly locals: Record<string, unknown>;
}

/** Where an executor reports: the value of a last expression, and what went wrong. */
export interface ExecutorConsole {
  log(value: unknown): void;
  error(...details: unknown[]): void;
}

/** What a display call of stock tslab's API hands over. */
export interface TslabDisplay {
  readonly data: Record<string, string>;
  readonly metadata: Record<string, string>;
  readonly transient: { readonly display_id?: string };
}

/** tslab, loaded. */
export interface Tslab {
  readonly typescript: TypeScript;
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
  createExecutor(
    directory: string,
    converters: { node: Converter; browser: Converter; close(): void },
    console: ExecutorConsole,
  ): Executor;
  isCompleteCode(source: string): { readonly completed: boolean; readonly indent?: string };
  /** Makes `import { display } from "tslab"` in a cell publish through this kernel. */
  onDisplay(listener: (display: TslabDisplay, update: boolean) => void): void;
}

/** Where the build puts tslab and its TypeScript. */
const TSLAB = new URL("../../dist/tslab/package.json", import.meta.url);

/** Loads tslab over a TypeScript whose compiler options are this kernel's. Takes about 0.2 s. */
export function loadTslab(checking: Checking): Tslab {
  const require = createRequire(TSLAB);
  const typescript = require("./typescript/typescript.js") as TypeScript;
  const cached = require.cache[require.resolve("./typescript/typescript.js")];
  // The compiler's properties cannot be reassigned, so tslab is given an object that stands in front of it.
  if (cached !== undefined) cached.exports = patchTypeScript(typescript, checking);

  const { converter, executor, jupyter } = require("./dist/tslab.js") as {
    readonly converter: Pick<Tslab, "createConverter" | "isCompleteCode">;
    readonly executor: Pick<Tslab, "createExecutor">;
    readonly jupyter: { lastWriteDisplayData: unknown };
  };
  return {
    typescript,
    createConverter: converter.createConverter,
    createExecutor: executor.createExecutor,
    isCompleteCode: converter.isCompleteCode,
    onDisplay: (listener) => {
      jupyter.lastWriteDisplayData = listener;
    },
  };
}

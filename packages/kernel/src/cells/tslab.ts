/**
 * The parts of tslab that this kernel uses, with their types.
 *
 * tslab has no public entry for them, so the build reads them by path (`scripts/tslab.mjs`). Its version is pinned exactly, and
 * `test/tslab.test.ts` fails if one of them changes. The module cache passes the compiler to tslab, because tslab hard-codes
 * its options (Node10 resolution, ES2022 without later library types, not strict).
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

/** A diagnostic of the type checker. */
export interface Diagnostic {
  readonly start: Position;
  readonly end: Position;
  readonly messageText: string;
  readonly code: number;
  readonly fileName?: string;
}

/** The JavaScript of a cell, or the diagnostics for which there is none. */
export interface Conversion {
  readonly diagnostics: readonly Diagnostic[];
  readonly output?: string;
  /** The declarations for the next cell. */
  readonly declOutput?: string;
  /** Whether the executor wraps the output in an async function. */
  readonly hasToplevelAwait?: boolean;
}

/** tslab's incremental compiler of the cells so far. */
export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  close(): void;
}

/** The signature and documentation of a symbol, in the parts of TypeScript. */
export interface QuickInfo {
  /** The signature of the symbol; empty if there is none. */
  readonly kind?: string;
  readonly displayParts?: readonly { readonly text: string }[];
  readonly documentation?: readonly { readonly text: string }[];
  readonly tags?: readonly {
    readonly name: string;
    readonly text?: readonly { readonly text: string; readonly kind: string }[];
  }[];
  readonly textSpan?: { readonly start: number; readonly length: number };
}

/** The completions at a position, the best first. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original?: { readonly entries: readonly { readonly name: string; readonly kind: string }[] };
}

/** Runs cells in the realm of this process, one after the other, and keeps their declarations. */
export interface Executor {
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): QuickInfo | undefined;
  complete(source: string, position: number): Completion;
  interrupt(): void;
  close(): void;
  readonly locals: Record<string, unknown>;
}

/** The listener of an executor: for the value of a last expression, and for errors. */
export interface ExecutorConsole {
  log(value: unknown): void;
  error(...details: unknown[]): void;
}

/** The arguments of a display call of tslab's API. */
export interface TslabDisplay {
  readonly data: Record<string, string>;
  readonly metadata: Record<string, string>;
  readonly transient: { readonly display_id?: string };
}

/** The loaded tslab. */
export interface Tslab {
  readonly typescript: TypeScript;
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
  createExecutor(
    directory: string,
    converters: { node: Converter; browser: Converter; close(): void },
    console: ExecutorConsole,
  ): Executor;
  isCompleteCode(source: string): { readonly completed: boolean; readonly indent?: string };
  /** Makes `import { display } from "tslab"` in a cell display through this kernel. */
  onDisplay(listener: (display: TslabDisplay, update: boolean) => void): void;
}

/** The folder of tslab and its TypeScript in the build. */
const TSLAB = new URL("../../dist/tslab/package.json", import.meta.url);

/** Loads tslab with a TypeScript that has this kernel's compiler options. Takes about 0.2 s. */
export function loadTslab(checking: Checking): Tslab {
  const require = createRequire(TSLAB);
  const typescript = require("./typescript/typescript.js") as TypeScript;
  const cached = require.cache[require.resolve("./typescript/typescript.js")];
  // The properties of the compiler cannot be reassigned, so tslab gets a copy with other options.
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

import { isPromise } from "node:util/types";
import type ts from "@tslab/typescript-for-tslab";
import type { ErrorContent } from "../protocol/message.js";
import { checkFailure, type SourceLookup } from "./check-failure.js";
import { describeError } from "./error-report.js";
import { InterruptedError } from "./interrupted-error.js";
import { type CellRequire, ModuleLoader } from "./module-loader.js";
import { nameNextCell } from "./source-map.js";
import { traceStacksToCells } from "./stack-frames.js";
import { awaitsInLoop, calleeAt } from "./syntax.js";
import {
  type Completion,
  type Converter,
  type Diagnostic,
  type Executor,
  loadTslab,
  type QuickInfo,
  type Tslab,
} from "./tslab.js";

/** TypeScript's code for a template literal that is still open where the code ends. */
const UNTERMINATED_TEMPLATE = 1160;

/** How a cell ended. A cell without a last expression, or with a null one, has no value. */
export type Outcome =
  | { readonly status: "ok"; readonly value?: unknown }
  | { readonly status: "error"; readonly error: ErrorContent };

/** Whether code can be run as it stands. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** A session of typed cells: each sees the declarations of those before it and runs in this process's realm. */
export interface CellSession {
  /** Checks and runs a cell. Never rejects: what goes wrong is the outcome. `name` appears in stack traces. */
  run(code: string, name: string): Promise<Outcome>;
  /** Compiles a cell as `run` does, and forgets it: the compiler is faster at what it has done before. */
  rehearse(code: string): void;
  /** Ends the wait of the running cell with an error; its own code is told by the cell's AbortSignal. */
  interrupt(): void;
  complete(code: string, position: number): Completion;
  inspect(code: string, position: number): QuickInfo | undefined;
  completeness(code: string): Completeness;
  close(): void;
}

/**
 * Starts a session in a folder, with tslab's converter and executor.
 * `onTslabDisplay` receives what cells show through `import { display } from "tslab"`.
 */
export function createCellSession(
  directory: string,
  onTslabDisplay: Parameters<Tslab["onDisplay"]>[0],
): CellSession {
  traceStacksToCells();
  return new TslabSession(directory, loadTslab(), onTslabDisplay);
}

class TslabSession implements CellSession {
  readonly #tslab: Tslab;
  readonly #converter: Converter;
  readonly #executor: Executor;
  readonly #modules: ModuleLoader;
  readonly #sources = new Map<string, string>();
  #value: { readonly value: unknown } | undefined;
  #thrown: { readonly error: unknown } | undefined;
  #diagnostics: readonly Diagnostic[] = [];
  #declarations = "";
  #rejectRunning: (error: Error) => void = () => {};

  constructor(directory: string, tslab: Tslab, onTslabDisplay: Parameters<Tslab["onDisplay"]>[0]) {
    this.#tslab = tslab;
    tslab.onDisplay(onTslabDisplay);
    const converter = tslab.createConverter({ isJS: false, isBrowser: false });
    this.#converter = converter;
    const watched = {
      ...converter,
      convert: (declarations: string, source: string) => {
        const conversion = converter.convert(declarations, source);
        this.#diagnostics = conversion.diagnostics;
        this.#declarations = conversion.declOutput ?? declarations;
        // tslab knows a cell that awaits by a complaint of the compiler, which makes none of a loop that does.
        return awaitsInLoop(tslab.typescript, this.#parse(source))
          ? { ...conversion, hasToplevelAwait: true }
          : conversion;
      },
    };
    this.#executor = tslab.createExecutor(
      directory,
      { node: watched, browser: watched, close: () => converter.close() },
      {
        log: (value) => {
          this.#value = { value };
        },
        // A diagnostic comes as a format string with arguments; those are kept as data above.
        error: (...details) => {
          if (details.length === 1) this.#thrown ??= { error: details[0] };
        },
      },
    );
    const scope = (globalThis as unknown as { __tslab__: { require: unknown } }).__tslab__;
    this.#modules = new ModuleLoader(directory, scope.require as (specifier: string) => unknown);
    scope.require = this.#modules.require satisfies CellRequire;
  }

  async run(code: string, name: string): Promise<Outcome> {
    this.#sources.set(name, code);
    this.#value = this.#thrown = undefined;
    this.#diagnostics = [];
    const interrupted = new Promise<never>((_, reject) => {
      this.#rejectRunning = reject;
    });
    interrupted.catch(() => {});
    try {
      await Promise.race([this.#modules.prepare(this.#staticImports(code)), interrupted]);
      nameNextCell(name);
      // tslab runs the cell's synchronous part before it returns, and ends its own wait on interrupt.
      const done = await Promise.race([this.#executor.execute(code), interrupted]);
      if (!done) return { status: "error", error: this.#failure(code, name) };
      return await this.#outcome(interrupted);
    } catch (error) {
      return { status: "error", error: describeError(error, this.#lookup) };
    }
  }

  rehearse(code: string): void {
    nameNextCell("cell-rehearsal.ts");
    this.#converter.convert(this.#declarations, code);
  }

  interrupt(): void {
    this.#rejectRunning(new InterruptedError());
    this.#executor.interrupt();
  }

  complete(code: string, position: number): Completion {
    return this.#executor.complete(code, position);
  }

  inspect(code: string, position: number): QuickInfo | undefined {
    const info = this.#executor.inspect(code, position);
    if (info !== undefined) return info;
    const callee = calleeAt(this.#tslab.typescript, this.#parse(code), position);
    return callee === undefined ? undefined : this.#executor.inspect(code, callee);
  }

  completeness(code: string): Completeness {
    const { completed, indent } = this.#tslab.isCompleteCode(code);
    if (!completed) return { status: "incomplete", indent: indent ?? "" };
    const errors = parseErrors(this.#parse(code));
    if (errors.some(({ code: kind }) => kind === UNTERMINATED_TEMPLATE))
      return { status: "incomplete", indent: "" };
    return { status: errors.length > 0 ? "invalid" : "complete" };
  }

  close(): void {
    this.#executor.close();
  }

  readonly #lookup: SourceLookup = (name) => this.#sources.get(name);

  /** A promise as the last expression is awaited, so that `gelu(x)` alone shows its tensor. */
  async #outcome(interrupted: Promise<never>): Promise<Outcome> {
    if (this.#value === undefined) return { status: "ok" };
    const { value } = this.#value;
    const settled = isPromise(value) ? await Promise.race([value, interrupted]) : value;
    return settled === undefined || settled === null ? { status: "ok" } : { status: "ok", value: settled };
  }

  #failure(code: string, name: string): ErrorContent {
    if (this.#thrown !== undefined) return describeError(this.#thrown.error, this.#lookup);
    return checkFailure(this.#diagnostics, code, name);
  }

  #parse(code: string): ts.SourceFile {
    const { ScriptTarget, createSourceFile } = this.#tslab.typescript;
    return createSourceFile("cell.ts", code, ScriptTarget.Latest);
  }

  #staticImports(code: string): string[] {
    if (!code.includes("import")) return [];
    const { isImportDeclaration, isStringLiteral } = this.#tslab.typescript;
    return this.#parse(code).statements.flatMap((statement) => {
      if (!isImportDeclaration(statement) || !isStringLiteral(statement.moduleSpecifier)) return [];
      const { text } = statement.moduleSpecifier;
      return statement.importClause?.isTypeOnly || text.startsWith(".") ? [] : [text];
    });
  }
}

function parseErrors(file: ts.SourceFile): readonly { readonly code: number }[] {
  return (file as unknown as { parseDiagnostics?: readonly { code: number }[] }).parseDiagnostics ?? [];
}

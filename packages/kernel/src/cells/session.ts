import { isPromise } from "node:util/types";
import type { ErrorContent } from "../protocol/message.js";
import { checkFailure, type SourceLookup } from "./check-failure.js";
import type { Checking } from "./diagnostics.js";
import { describeError } from "./error-report.js";
import { helpRequests } from "./help.js";
import { InterruptedError } from "./interrupted-error.js";
import { type CellRequire, ModuleLoader } from "./module-loader.js";
import { nameNextCell } from "./source-map.js";
import { traceStacksToCells } from "./stack-frames.js";
import {
  type Completion,
  type Converter,
  type Diagnostic,
  type Executor,
  loadTslab,
  type QuickInfo,
  type Tslab,
} from "./tslab.js";
import { parseModule } from "./typescript/module-parser.js";
import { awaitsAtTopLevel, calleeAt, completenessOf } from "./typescript/syntax.js";

/** The outcome of a cell. It has no value if the cell has no last expression, or if that is null. */
export type Outcome =
  | { readonly status: "ok"; readonly value?: unknown }
  | { readonly status: "error"; readonly error: ErrorContent };

/** Whether code is complete. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** A session of typed cells. Each cell sees the declarations of earlier ones. They run in the realm of this process. */
export interface CellSession {
  /** Checks and runs a cell. Never rejects: an error is part of the outcome. `name` is in stack traces. */
  run(code: string, name: string): Promise<Outcome>;
  /** Compiles a cell as `run` does, and discards it. This warms up the compiler. */
  rehearse(code: string): void;
  /** Ends the wait for the running cell with an error. The cell's AbortSignal stops its code. */
  interrupt(): void;
  complete(code: string, position: number): Completion;
  inspect(code: string, position: number): QuickInfo | undefined;
  completeness(code: string): Completeness;
  close(): void;
}

/** The options of a session. */
export interface SessionOptions {
  /** The folder from which cells resolve modules. */
  readonly directory: string;
  /** The settings of the checks. A change applies from the next cell on. */
  readonly checking: Checking;
  /** Runs work of the compiler, which must not be interrupted. */
  readonly shield: <T>(work: () => T) => T;
  /** Receives the values that cells display with `import { display } from "tslab"`. */
  readonly onTslabDisplay: Parameters<Tslab["onDisplay"]>[0];
}

/** Starts a session with tslab's converter and executor. */
export function createCellSession(options: SessionOptions): CellSession {
  traceStacksToCells();
  return new TslabSession(options, loadTslab(options.checking));
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

  constructor({ directory, shield, onTslabDisplay }: SessionOptions, tslab: Tslab) {
    this.#tslab = tslab;
    tslab.onDisplay(onTslabDisplay);
    const converter = shielded(tslab.createConverter({ isJS: false, isBrowser: false }), shield);
    this.#converter = converter;
    const watched = {
      ...converter,
      convert: (declarations: string, source: string) => {
        const conversion = converter.convert(declarations, source);
        this.#diagnostics = conversion.diagnostics;
        this.#declarations = conversion.declOutput ?? declarations;
        return { ...conversion, hasToplevelAwait: awaitsAtTopLevel(tslab.typescript, source) };
      },
    };
    this.#executor = tslab.createExecutor(
      directory,
      { node: watched, browser: watched, close: () => converter.close() },
      {
        log: (value) => {
          this.#value = { value };
        },
        // A diagnostic is a format string with arguments; these are stored above.
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
      // tslab runs the synchronous part of the cell before it returns, and ends its own wait on an interrupt.
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
    const info = this.#inspectName(code, position);
    if (info !== undefined) return info;
    const callee = calleeAt(this.#tslab.typescript, code, position);
    return callee === undefined ? undefined : this.#inspectName(code, callee);
  }

  completeness(code: string): Completeness {
    if (helpRequests(code).length > 0) return { status: "complete" };
    const status = completenessOf(this.#tslab.typescript, code);
    if (status !== "incomplete") return { status };
    return { status, indent: this.#tslab.isCompleteCode(code).indent ?? "" };
  }

  close(): void {
    this.#executor.close();
  }

  readonly #lookup: SourceLookup = (name) => this.#sources.get(name);

  /** A promise as the last expression is awaited, so that the cell `gelu(x)` shows the tensor. */
  async #outcome(interrupted: Promise<never>): Promise<Outcome> {
    if (this.#value === undefined) return { status: "ok" };
    const { value } = this.#value;
    const settled = isPromise(value) ? await Promise.race([value, interrupted]) : value;
    return settled === undefined || settled === null ? { status: "ok" } : { status: "ok", value: settled };
  }

  #inspectName(code: string, position: number): QuickInfo | undefined {
    const info = this.#executor.inspect(code, position);
    // To TypeScript, an undeclared name is an `any`.
    const isUnknown = info?.kind === "" && info.displayParts?.map(({ text }) => text).join("") === "any";
    return isUnknown ? undefined : info;
  }

  #failure(code: string, name: string): ErrorContent {
    if (this.#thrown !== undefined) return describeError(this.#thrown.error, this.#lookup);
    return checkFailure(this.#diagnostics, code, name);
  }

  #staticImports(code: string): string[] {
    if (!code.includes("import")) return [];
    const { isImportDeclaration, isStringLiteral } = this.#tslab.typescript;
    return parseModule(this.#tslab.typescript, code).statements.flatMap((statement) => {
      if (!isImportDeclaration(statement) || !isStringLiteral(statement.moduleSpecifier)) return [];
      const { text } = statement.moduleSpecifier;
      return statement.importClause?.isTypeOnly || text.startsWith(".") ? [] : [text];
    });
  }
}

/** Protects the work of a converter from interrupts. */
function shielded(converter: Converter, shield: SessionOptions["shield"]): Converter {
  const methods = Object.entries(converter).map(([name, method]) => [
    name,
    (...given: unknown[]) => shield(() => method(...given)),
  ]);
  return Object.fromEntries(methods);
}

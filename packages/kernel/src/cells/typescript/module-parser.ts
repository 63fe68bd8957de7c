import type ts from "typescript-for-tslab";
import type { TypeScript } from "./typescript-api.js";

/** The code before a compiled cell. It makes the cell an ES module, in which `await` is a keyword. */
export const PREFIX = "export {};\n";

/** A text of the same length, so that positions after it are the same. */
const ASYNC_FUNCTION = "async()=>{\n";

type Mutable<T> = { -readonly [key in keyof T]: T[key] };
type Parsed = Mutable<ts.SourceFile> & {
  parseDiagnostics: ts.DiagnosticWithLocation[];
  transformFlags: number;
};

/** Parses code after `PREFIX` as the module that is compiled. Positions include the prefix. */
export function parseModule(typescript: TypeScript, code: string, fileName = "cell.ts"): ts.SourceFile {
  const file = typescript.createSourceFile(fileName, PREFIX + code, typescript.ScriptTarget.Latest);
  awaitAtTopLevel(typescript, file);
  return file;
}

/**
 * Corrects a parsed module for `await` as a keyword at its top level.
 *
 * TypeScript first parses a module with `await` as a name, and then parses those statements again that may contain one. If a
 * statement was split by then, as at `[tag`${await /* … *\/ f(a)}`]`, the second parse reads parts of it twice. As the body of
 * an async function, the code is parsed once.
 */
export function awaitAtTopLevel(typescript: TypeScript, file: ts.SourceFile): void {
  if (!file.text.startsWith(PREFIX) || !file.text.includes("await")) return;
  const text = `${ASYNC_FUNCTION}${file.text.slice(PREFIX.length)}\n}`;
  const whole = typescript.createSourceFile(file.fileName, text, file.languageVersion) as Parsed;
  const [statement, ...others] = whole.statements;
  const body = statement === undefined ? undefined : bodyOf(typescript, statement);
  // Code that closes a block that it did not open has closed the function. TypeScript's own diagnostic of it is kept.
  if (body === undefined || others.length > 0) return;

  const parsed = file as Parsed;
  const statements = [...parsed.statements.slice(0, 1), ...body.statements];
  const { pos, end } = parsed.statements;
  parsed.statements = Object.assign(typescript.factory.createNodeArray(statements), { pos, end });
  parsed.transformFlags |= (body as unknown as Parsed).transformFlags;
  parsed.parseDiagnostics = whole.parseDiagnostics.map((diagnostic) => {
    const start = Math.min(diagnostic.start, file.text.length);
    return { ...diagnostic, file, start, length: Math.min(diagnostic.length, file.text.length - start) };
  });
}

function bodyOf(typescript: TypeScript, statement: ts.Statement): ts.Block | undefined {
  if (!typescript.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (!typescript.isArrowFunction(expression) || !typescript.isBlock(expression.body)) return undefined;
  return expression.body;
}

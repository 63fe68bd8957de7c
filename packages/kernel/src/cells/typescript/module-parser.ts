import type ts from "typescript-for-tslab";
import type { TypeScript } from "./typescript-api.js";

/** What stands in front of a cell where it is compiled. It makes the cell an ES module, where `await` is a keyword. */
export const PREFIX = "export {};\n";

/** As long as the prefix, so that what comes after it has the same positions. */
const ASYNC_FUNCTION = "async()=>{\n";

type Mutable<T> = { -readonly [key in keyof T]: T[key] };
type Parsed = Mutable<ts.SourceFile> & {
  parseDiagnostics: ts.DiagnosticWithLocation[];
  transformFlags: number;
};

/** Parses code behind `PREFIX` as the module that it is compiled as; positions are those of the whole. */
export function parseModule(typescript: TypeScript, code: string, fileName = "cell.ts"): ts.SourceFile {
  const file = typescript.createSourceFile(fileName, PREFIX + code, typescript.ScriptTarget.Latest);
  awaitAtTopLevel(typescript, file);
  return file;
}

/**
 * Makes of a parsed module what it is with `await` as a keyword at its top level.
 *
 * TypeScript parses a module with `await` as a name first, and then those statements once more that may contain one.
 * Where a statement has fallen into several parts by then, as at `[tag`${await /* … *\/ f(a)}`]`, the second parse takes
 * parts of it twice. As the body of an async function it is parsed once and for all.
 */
export function awaitAtTopLevel(typescript: TypeScript, file: ts.SourceFile): void {
  if (!file.text.startsWith(PREFIX) || !file.text.includes("await")) return;
  const text = `${ASYNC_FUNCTION}${file.text.slice(PREFIX.length)}\n}`;
  const whole = typescript.createSourceFile(file.fileName, text, file.languageVersion) as Parsed;
  const [statement, ...others] = whole.statements;
  const body = statement === undefined ? undefined : bodyOf(typescript, statement);
  // Code that closes a block that it has not opened has closed the function; TypeScript's own complaint of it stands.
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

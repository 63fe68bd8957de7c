import type ts from "typescript-for-tslab";
import { isCell } from "../source-map.js";
import { fitImports } from "./fit-imports.js";
import { parseModule } from "./module-parser.js";
import type { TypeScript } from "./typescript-api.js";

const FILE = "cell.js";

/** A transpiled module. */
export interface Transpiled {
  readonly outputText: string;
  /** The source map, for the module with `PREFIX` in front. */
  readonly sourceMapText: string;
}

/** Transpiles an ES module in JavaScript to CommonJS, as `ts.transpileModule` does, with `await` allowed everywhere. */
export function transpile(typescript: TypeScript, code: string, options: ts.CompilerOptions): Transpiled {
  const file = parseModule(typescript, code, FILE);
  const output = new Map<string, string>();
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === FILE ? file : undefined),
    writeFile: (name, text) => output.set(name, text),
    fileExists: (name) => name === FILE,
    readFile: () => "",
    getDefaultLibFileName: () => "lib.d.ts",
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
  };
  const alone = { allowJs: true, isolatedModules: true, noLib: true, noResolve: true, sourceMap: true };
  const program = typescript.createProgram(
    [FILE],
    { ...options, ...alone, suppressOutputPathCheck: true },
    host,
  );
  program.emit(undefined, undefined, undefined, undefined, {
    before: [fitImports(typescript, isCell(code))],
  });
  return { outputText: output.get(FILE) ?? "", sourceMapText: output.get(`${FILE}.map`) ?? "" };
}

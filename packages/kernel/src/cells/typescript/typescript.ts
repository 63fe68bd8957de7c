import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript-for-tslab";
import { type Checking, diagnosticsOf } from "../diagnostics.js";
import { isKernelItself } from "../module-loader.js";
import { recordSourceMap } from "../source-map.js";
import { awaitAtTopLevel } from "./module-parser.js";
import { transpile } from "./transpile.js";
import type { TypeScript } from "./typescript-api.js";
import { fileOf, shownAs } from "./typescript-files.js";

const HERE = fileURLToPath(import.meta.url);
const OWN_TYPES = fileURLToPath(new URL("../../../types", import.meta.url));

/**
 * TypeScript as tslab shall see it: with this kernel's compiler options, with modules of the kernel's own install as a
 * fallback, and with source maps recorded on the way.
 */
export function patchTypeScript(typescript: TypeScript, checking: Checking): TypeScript {
  const patched: Record<string, unknown> = {};
  for (const name of Object.keys(typescript) as (keyof TypeScript)[]) {
    Object.defineProperty(patched, name, {
      enumerable: true,
      configurable: true,
      get: () => typescript[name],
    });
  }
  const replace = (name: keyof TypeScript, value: unknown): void => {
    Object.defineProperty(patched, name, { enumerable: true, configurable: true, value });
  };

  const awaiting = awaitingHosts(typescript);
  replace("createWatchCompilerHost", (files: string[], options: ts.CompilerOptions, ...rest: unknown[]) => {
    const create = typescript.createWatchCompilerHost as unknown as (...all: unknown[]) => ResolvingHost;
    const cellOptions = compilerOptions(typescript, options);
    const host = create(files, cellOptions, ...rest);
    showTypeScriptFiles(host);
    host.resolveModuleNameLiterals = resolveWithFallback(typescript, cellOptions, host);
    // A cell is resolved anew whenever it changes; without this, every declaration file would be too.
    host.hasInvalidatedResolutions = () => false;
    const { createProgram } = host;
    host.createProgram = (roots, options, host, ...rest) =>
      createProgram(roots, options, host && awaiting(host), ...rest);
    return host;
  });
  replace("transpileModule", (source: string, { compilerOptions = {} }: ts.TranspileOptions) => {
    const { outputText, sourceMapText } = transpile(typescript, source, compilerOptions);
    return { outputText: recordSourceMap(source, outputText, sourceMapText) };
  });
  replace("getPreEmitDiagnosticsOfFiles", (program: ts.Program, files: readonly ts.SourceFile[]) =>
    files.flatMap((file) => diagnosticsOf(typescript, program, file, checking)),
  );
  return patched as TypeScript;
}

/** tslab's options, with what it hard-codes brought up to date. */
function compilerOptions(typescript: TypeScript, given: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...given,
    // Bundler reads "exports", which Node10 ignores, so that exports-only packages and subpaths have types.
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    customConditions: ["node"],
    allowImportingTsExtensions: true,
    lib: ["lib.es2023.d.ts"],
    strict: true,
    // tslab's own option: it turns off what TypeScript knows of await at the top level of a module.
    disableTopLevelAwait: false,
    typeRoots: [
      ...(given.typeRoots ?? []),
      ...ownNodeModules().map((folder) => `${folder}/@types`),
      OWN_TYPES,
    ],
    types: ["node", "modern-library"],
    inlineSourceMap: true,
  };
}

type Host = ts.CompilerHost & {
  getSourceFileByPath?(name: string, path: ts.Path, ...rest: unknown[]): ts.SourceFile | undefined;
};

/** Makes hosts whose cells are parsed with `await` as a keyword at the top level, each cell once. */
function awaitingHosts(typescript: TypeScript): (host: Host) => Host {
  const parsed = new WeakSet<ts.SourceFile>();
  const awaiting = (file: ts.SourceFile | undefined): ts.SourceFile | undefined => {
    if (file === undefined || parsed.has(file) || !file.fileName.endsWith("/__tslab__.ts")) return file;
    parsed.add(file);
    awaitAtTopLevel(typescript, file);
    return file;
  };
  return (host) => {
    const { getSourceFile, getSourceFileByPath } = host;
    const replaced: Partial<Host> = {
      getSourceFile: (...given) => awaiting(getSourceFile(...given)),
      ...(getSourceFileByPath && {
        getSourceFileByPath: (...given) => awaiting(getSourceFileByPath(...given)),
      }),
    };
    return Object.assign(Object.create(host), replaced);
  };
}

/** Lets the compiler read files under the names by which they are shown to it. */
function showTypeScriptFiles(host: ResolvingHost): void {
  const { fileExists, readFile, watchFile } = host;
  host.fileExists = (path) => fileExists(fileOf(path));
  host.readFile = (path, ...rest) => readFile(fileOf(path), ...rest);
  host.watchFile = (path, callback, ...rest) =>
    watchFile(fileOf(path), (_, ...event) => callback(path, ...event), ...rest);
}

/** A resolution that names the file as it is shown to the compiler. */
function shown(
  typescript: TypeScript,
  found: ts.ResolvedModuleWithFailedLookupLocations,
): ts.ResolvedModuleWithFailedLookupLocations {
  const { resolvedModule } = found;
  const name = shownAs(resolvedModule?.resolvedFileName ?? "");
  if (resolvedModule === undefined || resolvedModule.isExternalLibraryImport === true) return found;
  if (name === resolvedModule.resolvedFileName) return found;
  const extension = typescript.Extension.Ts;
  return { ...found, resolvedModule: { ...resolvedModule, resolvedFileName: name, extension } };
}

type ResolvingHost = ts.WatchCompilerHost<ts.BuilderProgram> & {
  createProgram: ts.CreateProgram<ts.BuilderProgram>;
  resolveModuleNameLiterals?: ModuleResolver;
  hasInvalidatedResolutions?: () => boolean;
};

type ModuleResolver = (
  literals: readonly ts.StringLiteralLike[],
  containingFile: string,
  redirected: ts.ResolvedProjectReference | undefined,
  options: ts.CompilerOptions,
) => readonly ts.ResolvedModuleWithFailedLookupLocations[];

/** Resolves types as TypeScript does; what is not found from the notebook's folder is looked up from the kernel's. */
function resolveWithFallback(
  typescript: TypeScript,
  cellOptions: ts.CompilerOptions,
  host: ts.ModuleResolutionHost,
): ModuleResolver {
  const cache = typescript.createModuleResolutionCache(process.cwd(), (name) => name, cellOptions);
  return (literals, containingFile, redirected) =>
    literals.map(({ text }) => {
      const from = (file: string): ts.ResolvedModuleWithFailedLookupLocations =>
        typescript.resolveModuleName(text, file, cellOptions, host, cache, redirected);
      // Node's own modules are declared by @types/node, not found as files: looking for them takes half of the start.
      if (isBuiltin(text)) return { resolvedModule: undefined } as ts.ResolvedModuleWithFailedLookupLocations;
      if (isKernelItself(text)) return from(HERE);
      const found = from(containingFile);
      if (found.resolvedModule !== undefined || /^[./]/.test(text)) return shown(typescript, found);
      const own = from(HERE);
      if (own.resolvedModule !== undefined) return own;
      cache.clear(); // so that a package installed meanwhile is found by the next run of the cell
      return found;
    });
}

/** Every `node_modules` folder from which this package itself would load a dependency, nearest first. */
export function ownNodeModules(): string[] {
  const folders: string[] = [];
  for (let folder = dirname(HERE); folder !== dirname(folder); folder = dirname(folder)) {
    folders.push(`${folder}/node_modules`);
  }
  return folders;
}

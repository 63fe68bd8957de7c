import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "@tslab/typescript-for-tslab";
import { isKernelItself } from "./module-loader.js";
import { nativeImports } from "./native-import.js";
import { recordSourceMap } from "./source-map.js";

/** The TypeScript compiler that tslab brings: 5.0.4, with the language service's internals exposed. */
export type TypeScript = typeof ts;

const HERE = fileURLToPath(import.meta.url);
const OWN_TYPES = fileURLToPath(new URL("../../types", import.meta.url));

/**
 * TypeScript as tslab shall see it: with this kernel's compiler options, with modules of the kernel's own install as a
 * fallback, and with source maps recorded on the way.
 */
export function patchTypeScript(typescript: TypeScript): TypeScript {
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

  replace("createWatchCompilerHost", (files: string[], options: ts.CompilerOptions, ...rest: unknown[]) => {
    const create = typescript.createWatchCompilerHost as unknown as (...all: unknown[]) => ResolvingHost;
    const cellOptions = compilerOptions(typescript, options);
    const host = create(files, cellOptions, ...rest);
    host.resolveModuleNameLiterals = resolveWithFallback(typescript, cellOptions, host);
    // A cell is resolved anew whenever it changes; without this, every declaration file would be too.
    host.hasInvalidatedResolutions = () => false;
    return host;
  });
  replace("transpileModule", (source: string, options: ts.TranspileOptions) => {
    const compiled = typescript.transpileModule(source, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { before: [nativeImports(typescript)] },
    });
    return { ...compiled, outputText: recordSourceMap(source, compiled) };
  });
  replace("getPreEmitDiagnosticsOfFiles", (...all: unknown[]) => {
    const internals = typescript as unknown as Record<string, (...all: unknown[]) => ts.Diagnostic[]>;
    return internals["getPreEmitDiagnosticsOfFiles"]!(...all).filter(({ code }) => !TOLERATED.has(code));
  });
  return patched as TypeScript;
}

/** A JavaScript package without types is `any` in a cell, not an error: installing types is no one's aim in a notebook. */
const TOLERATED: ReadonlySet<number> = new Set([7016]);

/** tslab's options, with what it hard-codes brought up to date. */
function compilerOptions(typescript: TypeScript, given: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...given,
    // Bundler reads "exports", which Node10 ignores, so that exports-only packages and subpaths have types.
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    customConditions: ["node"],
    lib: ["lib.es2023.d.ts"],
    strict: true,
    typeRoots: [
      ...(given.typeRoots ?? []),
      ...ownNodeModules().map((folder) => `${folder}/@types`),
      OWN_TYPES,
    ],
    types: ["node", "modern-library"],
    inlineSourceMap: true,
  };
}

type ResolvingHost = ts.ModuleResolutionHost & {
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
      if (found.resolvedModule !== undefined || /^[./]/.test(text)) return found;
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

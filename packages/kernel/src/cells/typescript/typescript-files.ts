/**
 * Files in TypeScript that cells import by their whole names, such as `./model.ts`.
 *
 * tslab compiles files that end in `.ts` alone, and keeps what comes of `model.ts` under the name `model.js`. So `model.mts`
 * is shown to the compiler as `model.mts.ts`, of which `model.mts.js` comes.
 */

/** The name under which a file is shown to the compiler. */
export function shownAs(path: string): string {
  return /(?<!\.d)\.[mc]ts$/.test(path) ? `${path}.ts` : path;
}

/** The file that is shown under a name. */
export function fileOf(path: string): string {
  return path.replace(/(\.[mc]ts)\.ts$/, "$1");
}

/** The specifier by which what has come of a file is loaded, given the one by which it was imported. */
export function compiledSpecifier(specifier: string): string {
  if (!/^\.\.?\//.test(specifier)) return specifier;
  return shownAs(specifier).replace(/\.tsx?$/, ".js");
}

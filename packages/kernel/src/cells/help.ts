const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*`;
const REQUEST = new RegExp(String.raw`^(?:\?\??\s*(${NAME})|(${NAME})\s*\?\??)$`, "u");

/**
 * The names for which a cell requests help: a cell that contains nothing but lines such as `gelu?`, `gelu??`, `?gelu` or
 * `??gelu`, as in IPython, and line comments. Empty for every other cell. Such a line is not a TypeScript statement, but
 * between statements it can be half of a conditional expression, so a cell with both is TypeScript.
 */
export function helpRequests(code: string): string[] {
  const lines = code.split("\n").map((line) => line.replace(/\/\/.*$/, "").trim());
  const requests = lines.filter((line) => line !== "").map((line) => REQUEST.exec(line));
  const names = requests.map((match) => match?.[1] ?? match?.[2]);
  return names.every((name) => name !== undefined) ? names : [];
}

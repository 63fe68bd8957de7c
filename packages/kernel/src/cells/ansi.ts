/** Terminal colors. Notebooks render them in tracebacks, terminals everywhere. */
export function red(text: string): string {
  return `\u001b[31m${text}\u001b[39m`;
}

/** Bold text. */
export function bold(text: string): string {
  return `\u001b[1m${text}\u001b[22m`;
}

/** Faint text, for less important parts. */
export function dim(text: string): string {
  return `\u001b[2m${text}\u001b[22m`;
}

/** Green text. */
export function green(text: string): string {
  return `\u001b[32m${text}\u001b[39m`;
}

/** Removes the colors of a text. */
export function stripAnsi(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an ANSI sequence begins with ESC.
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}

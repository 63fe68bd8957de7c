import { stripAnsi } from "../cells/ansi.js";

/** Prints a line; its colours only where a person looks at them. */
export function say(text = ""): void {
  console.log(hasColours(process.stdout) ? text : stripAnsi(text));
}

/** Prints a line to stderr. */
export function complain(text: string): void {
  console.error(hasColours(process.stderr) ? text : stripAnsi(text));
}

function hasColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env["NO_COLOR"];
}

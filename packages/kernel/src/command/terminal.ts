import { stripAnsi } from "../cells/ansi.js";

/** Prints a line; its colors only where a person looks at them. */
export function say(text = ""): void {
  console.log(hasColors(process.stdout) ? text : stripAnsi(text));
}

/** Prints a line to stderr. */
export function complain(text: string): void {
  console.error(hasColors(process.stderr) ? text : stripAnsi(text));
}

function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env["NO_COLOR"];
}

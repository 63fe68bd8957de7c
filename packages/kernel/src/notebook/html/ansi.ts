import { escapeHtml } from "@actfn/plot";

const CLASSES: Record<string, string> = {
  1: "bold",
  2: "dim",
  31: "red",
  32: "green",
  33: "yellow",
  34: "blue",
  36: "cyan",
};
const RESETS: Record<string, readonly string[]> = {
  22: ["bold", "dim"],
  39: ["red", "green", "yellow", "blue", "cyan"],
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what a terminal sequence begins with.
const SEQUENCE = /(\u001b\[[0-9;]*[A-Za-z])/;

/** Terminal text as HTML: colors as classes, everything else escaped. Sequences other than colors are left out. */
export function ansiToHtml(text: string): string {
  let active: readonly string[] = [];
  return text
    .split(SEQUENCE)
    .map((part) => {
      if (!part.startsWith("\u001b[")) return part === "" ? "" : wrap(part, active);
      for (const code of part.slice(2, -1).split(";")) active = apply(active, code);
      return "";
    })
    .join("");
}

function apply(active: readonly string[], code: string): readonly string[] {
  const added = CLASSES[code];
  if (added !== undefined) return [...active, added];
  const removed = RESETS[code];
  return removed === undefined ? [] : active.filter((name) => !removed.includes(name));
}

function wrap(text: string, active: readonly string[]): string {
  const html = escapeHtml(text);
  return active.length === 0
    ? html
    : `<span class="${active.map((name) => `a-${name}`).join(" ")}">${html}</span>`;
}

import type { Progress } from "../profile/profile.js";

const width = 24;
const interval = 80;

/** A progress bar on a terminal; silent elsewhere. */
export function progressBar(stream: NodeJS.WriteStream): {
  show: (progress: Progress) => void;
  clear: () => void;
} {
  let shown = 0;
  const write = (text: string): void => {
    if (stream.isTTY) stream.write(`\r\x1b[2K${text}`);
  };
  return {
    show: ({ group, done, of, checks, failed }) => {
      if (Date.now() - shown < interval) return;
      shown = Date.now();
      const filled = Math.round((width * done) / of);
      const bar = "█".repeat(filled) + "░".repeat(width - filled);
      write(`${bar} ${done}/${of} ${group} · ${checks} checks${failed > 0 ? ` · ${failed} failed` : ""}`);
    },
    clear: () => write(""),
  };
}

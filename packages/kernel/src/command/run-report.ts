import type { WriteStream } from "node:tty";
import { dim, green, red, stripAnsi } from "../cells/ansi.js";
import type { CellEvent, CellResult } from "../notebook/execute.js";
import { type CodeCell, hasTag, type Notebook } from "../notebook/format.js";

const MARKS: Record<CellResult["status"], string> = {
  ok: green("✓"),
  error: red("✗"),
  aborted: red("–"),
  timeout: red("⧖"),
  died: red("✗"),
};

/** Prints a line for each cell: live in a terminal, one line when it is done anywhere else. */
export class RunReport {
  readonly #stream: WriteStream;
  #ticking: NodeJS.Timeout | undefined;
  #heading = "";

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** Takes an event of the execution of `notebook`. */
  take(event: CellEvent, notebook: Notebook): void {
    const position = `[${String(event.index + 1).padStart(String(event.count).length)}/${event.count}]`;
    if (event.type === "start") this.#start(position, event.cell, notebook);
    else this.#end(position, event.cell, event.result);
  }

  #end(position: string, cell: CodeCell, { status, seconds }: CellResult): void {
    clearInterval(this.#ticking);
    const isExpected = status === "error" && hasTag(cell, "raises-exception");
    const note = isExpected ? dim(" (fails, as it should)") : "";
    const mark = MARKS[isExpected ? "ok" : status];
    this.#replaceLine(
      `${dim(position)} ${mark} ${seconds.toFixed(1).padStart(5)} s  ${titleOf(cell)}${note}`,
    );
    this.#write("\n");
  }

  #start(position: string, cell: CodeCell, notebook: Notebook): void {
    const heading = headingAbove(cell, notebook);
    if (heading !== undefined && heading !== this.#heading) this.#write(`\n${heading}\n`);
    this.#heading = heading ?? this.#heading;
    if (this.#stream.isTTY !== true) return;
    const started = performance.now();
    const draw = (): void => {
      const seconds = (performance.now() - started) / 1000;
      this.#replaceLine(`${dim(position)} … ${seconds.toFixed(1).padStart(5)} s  ${titleOf(cell)}`);
    };
    draw();
    this.#ticking = setInterval(draw, 200);
  }

  #replaceLine(text: string): void {
    this.#write(this.#stream.isTTY === true ? `\r\u001b[2K${text}` : stripAnsi(text));
  }

  #write(text: string): void {
    this.#stream.write(text);
  }
}

/** What a cell is about, in a line: its first comment, else its first line of code that is no import. */
function titleOf(cell: CodeCell): string {
  const lines = cell.source.split("\n").map((line) => line.trim());
  const comment = lines.find((line) => line.startsWith("// "));
  const line =
    comment?.slice(3) ?? lines.find((text) => text !== "" && !text.startsWith("import ")) ?? lines[0] ?? "";
  return line.length > 68 ? `${line.slice(0, 67)}…` : line;
}

function headingAbove(cell: CodeCell, notebook: Notebook): string | undefined {
  const above = notebook.cells.slice(
    0,
    notebook.cells.findIndex(({ id }) => id === cell.id),
  );
  const headings = above.flatMap(({ cell_type, source }) =>
    cell_type === "markdown" ? (source.match(/^#{1,3} .+$/gm) ?? []) : [],
  );
  return headings.at(-1)?.replace(/^#+ /, "");
}

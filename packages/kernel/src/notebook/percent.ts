/**
 * Notebooks kept as text, in the percent format that editors and Jupytext know:
 *
 *     // %% [markdown]
 *     // # A heading
 *
 *     // %% tags=raises-exception
 *     throw new Error("shown");
 */
import { createHash } from "node:crypto";
import type { Cell, CellMetadata, Notebook } from "./format.js";

const MARKER = /^\/\/ %%(?: \[(markdown|raw)\])?(?: tags=([\w,-]+))?\s*$/;

/** Reads a notebook from its text. What stands before the first marker (types for editors) is not part of it. */
export function parsePercent(text: string): Notebook {
  const cells: Cell[] = [];
  let open: { type: Cell["cell_type"]; tags: string[]; lines: string[] } | undefined;
  const close = (): void => {
    if (open !== undefined) cells.push(makeCell(open.type, open.tags, open.lines, cells.length));
  };
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line);
    if (marker === null) open?.lines.push(line);
    else {
      close();
      open = {
        type: (marker[1] as Cell["cell_type"]) ?? "code",
        tags: marker[2]?.split(",") ?? [],
        lines: [],
      };
    }
  }
  close();
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "actfn", display_name: "TypeScript (actfn)", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
    },
    cells,
  };
}

function makeCell(type: Cell["cell_type"], tags: string[], lines: string[], index: number): Cell {
  const source = (type === "code" ? lines : lines.map(uncomment)).join("\n").replace(/^\n+|\s+$/g, "");
  const metadata: CellMetadata = tags.length === 0 ? {} : { tags };
  // The same text gives the same id, so that a notebook written again differs only where it was changed.
  const id = createHash("sha256").update(`${index}\n${type}\n${source}`).digest("hex").slice(0, 12);
  if (type !== "code") return { cell_type: type, id, metadata, source };
  return { cell_type: "code", id, metadata, source, execution_count: null, outputs: [] };
}

function uncomment(line: string): string {
  return line.replace(/^\/\/ ?/, "");
}

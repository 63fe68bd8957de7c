import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What one part of the program did in a tool. */
interface ToolCell {
  readonly status: "right" | "declared" | "wrong";
  readonly text: string;
  /** What the packages themselves say where it does not work. */
  readonly says?: string;
}

/** A row of tools, as `npm run matrix -- --write` writes it. */
export interface ToolRow {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly host: string;
  readonly processor: string;
  readonly cells: Readonly<Record<ToolColumn, ToolCell>>;
}

/** What a row looks at. */
export type ToolColumn = "import" | "cpu" | "threads" | "onnx" | "isolate";

/** The rows in the repository; none where the matrix has not run yet. */
export function toolRows(): readonly ToolRow[] {
  const path = fileURLToPath(new URL("../../reports/matrix/tools.json", new URL(import.meta.url)));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")).rows as ToolRow[]) : [];
}

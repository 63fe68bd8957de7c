import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What `npm run bench` writes. */
export interface Benchmark {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly date: string;
  };
  /** A quick run has fewer sizes and rounds. */
  readonly quick: boolean;
  readonly cells: readonly Cell[];
}

/** One activation, pass and size, and how long each peer took. */
export interface Cell {
  readonly activation: string;
  readonly pass: "forward" | "backward";
  readonly size: number;
  readonly output: string;
  readonly milliseconds: Readonly<Record<string, number>>;
}

const file = new URL("../reports/bench.json", new URL(import.meta.url));

/** The benchmark in the repository; null where none has been taken over yet. */
export function benchmark(from: URL = file): Benchmark | null {
  const path = fileURLToPath(from);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Benchmark) : null;
}

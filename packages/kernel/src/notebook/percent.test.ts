import { describe, expect, it } from "vitest";
import { parseNotebook, printNotebook } from "./format.js";
import { parsePercent } from "./percent.js";

const TEXT = `import type {} from "outside";

// %% [markdown]
// # A heading
//
// Prose with $x$.

// %% tags=raises-exception,slow
throw new Error("x");

// %%
const y = 1; // %% is no marker here
`;

describe("a notebook kept as text", () => {
  const { cells } = parsePercent(TEXT);

  it("has a cell for every marker; what stands before the first is not part of it", () => {
    expect(cells.map(({ cell_type }) => cell_type)).toEqual(["markdown", "code", "code"]);
  });

  it("loses its comment signs in prose and keeps its code", () => {
    expect(cells[0]?.source).toBe("# A heading\n\nProse with $x$.");
    expect(cells[2]?.source).toBe("const y = 1; // %% is no marker here");
  });

  it("keeps tags", () => {
    expect(cells[1]?.metadata.tags).toEqual(["raises-exception", "slow"]);
  });

  it("has the same ids whenever it is written, and no two alike", () => {
    const again = parsePercent(TEXT).cells.map(({ id }) => id);
    expect(again).toEqual(cells.map(({ id }) => id));
    expect(new Set(again).size).toBe(3);
  });

  it("is a notebook that can be read back", () => {
    const notebook = parsePercent(TEXT);
    expect(parseNotebook(printNotebook(notebook), "n.ipynb")).toEqual(notebook);
  });
});

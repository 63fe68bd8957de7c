import { cpu } from "@actfn/backend-cpu";
import { describe, expect, it } from "vitest";
import { strictDigests } from "../../packages/backend-cpu/test/strict-digest.js";
import { readReport } from "../report.mjs";
import { rows } from "./rows.mjs";

interface Reported {
  readonly name: string;
  readonly cells: {
    readonly digest?: { readonly result?: { readonly activations: Readonly<Record<string, string>> } };
  };
}

describe("the report of engines and processors", () => {
  const report = readReport("engines") as readonly Reported[];

  it("has a row for each of the matrix", () => {
    expect(report.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
  });

  it("is of today's sources: every row has the strict bits that they give here", async () => {
    const today = await strictDigests(await cpu({ threads: 1 }));
    for (const { name, cells } of report) {
      const measured = Object.entries(cells.digest?.result?.activations ?? {});
      expect(measured.length, name).toBeGreaterThan(60);
      // An activation that is newer than the report was not measured. That does not make the report wrong.
      const changed = measured.filter(([activation, digest]) => digest !== today[activation]);
      expect(changed, `${name}: measure strict results anew with npm run matrix -- --quick --write`).toEqual(
        [],
      );
    }
  });
});

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { conformanceReports, type Measured, shown } from "../catalogue/reports.js";
import { number } from "../catalogue/wording.js";

const built = fileURLToPath(new URL("../.vitepress/dist/", import.meta.url));
if (!existsSync(`${built}backends.html`)) throw new Error("There is no built site; run npm run build first.");
const html = readFileSync(`${built}backends.html`, "utf8");
const reports = conformanceReports().map(shown);

/** The text of the cells of a table's rows. */
function rowsOf(table: string): string[][] {
  const rows = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = ""]) =>
      cell
        .replace(/<span class="visually-hidden">.*?<\/span>/g, "")
        .replace(/<[^>]*>/g, "")
        .trim(),
    ),
  );
  return rows.filter((row) => row.length > 0);
}

describe("the figures of the site", () => {
  test("are those of the reports in the repository: verdicts", () => {
    expect(reports.map(({ name }) => name)).toEqual(["cpu", "onnx"]);
    for (const { checks, compared } of reports) {
      expect(html).toContain(checks.toLocaleString("en"));
      expect(html).toContain(compared.toLocaleString("en"));
    }
  });

  test("are those of the reports in the repository: every error in the table", () => {
    const table = /<table data-table="accuracy">(.*?)<\/table>/s.exec(html)?.[1] ?? "";
    const [head = [], ...rows] = rowsOf(table);
    expect(head.slice(1)).toEqual(reports.flatMap(({ name }) => [`${name}, strict`, `${name}, fast`]));
    const known = new Map<string, Measured | undefined>(
      reports.flatMap(({ name, accuracy }) =>
        Object.entries(accuracy).flatMap(([activation, of]) =>
          ["strict", "fast"].map(
            (precision) =>
              [`${activation} ${name}, ${precision}`, of[`forward float32 ${precision}`]] as const,
          ),
        ),
      ),
    );
    const names = [...table.matchAll(/activations\/(\w+)\.html/g)].map(([, name]) => name);
    expect(rows).toHaveLength(names.length);
    for (const [i, [, ...cells]] of rows.entries()) {
      for (const [j, cell] of cells.entries()) {
        const measured = known.get(`${names[i]} ${head[j + 1]}`);
        expect(cell.replace("●", "").trim(), `${names[i]}, ${head[j + 1]}`).toBe(
          measured === undefined ? "" : number(measured.worst, 3),
        );
      }
    }
  });

  test("are those of the reports in the repository: the page of an activation", () => {
    const page = readFileSync(`${built}activations/gelu.html`, "utf8");
    const section = /id="how-exact-it-is".*?<table>(.*?)<\/table>/s.exec(page)?.[1] ?? "";
    const rows = rowsOf(section).slice(1);
    expect(rows).toHaveLength(reports.length * 2);
    for (const [label = "", value = "", gradient = ""] of rows) {
      const [name, precision] = label.split(", ");
      const of = reports.find((report) => report.name === name)?.accuracy["gelu"];
      expect(value.split(";")[0]).toBe(number(of?.[`forward float32 ${precision}`]?.worst ?? Number.NaN, 3));
      expect(gradient.split(";")[0]).toBe(
        number(of?.[`backward float32 ${precision}`]?.worst ?? Number.NaN, 3),
      );
    }
  });
});

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { benchmarks } from "../catalogue/reports/benchmark.js";
import { engineRows, relaxedResults, shownRow } from "../catalogue/reports/matrix-report.js";
import { conformanceReports, type Measured, shown } from "../catalogue/reports/reports.js";
import { siteReports } from "../catalogue/reports/site-report.js";
import {
  comparisons,
  fastest,
  losses,
  nanoseconds,
  nodeOf,
  power,
  ratio,
  rivals,
} from "../catalogue/reports/speed.js";
import { type Sweep, sweepReport, sweepRows } from "../catalogue/reports/sweep-report.js";
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

describe("what a backend declares", () => {
  test("is told once for each reason, with what it is about", () => {
    for (const { deviations } of reports) {
      expect(new Set(deviations.map(({ reason }) => reason)).size).toBe(deviations.length);
      for (const { where, reason } of deviations) expect(where.join(), reason).not.toBe("");
    }
    const tail = reports[1]?.deviations.find(({ reason }) => reason.startsWith("Gelu forms"));
    expect(tail?.where).toEqual(["GELU; value; float32, bfloat16; fast; x from −6 to −0.5"]);
    expect(html).toContain("GELU; value; float32, bfloat16; fast; x from −6 to −0.5");
  });
});

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

/** A table of the page, by its name: the cells of its rows, the head first. */
function tableOf(page: string, name: string): string[][] {
  const table = new RegExp(`<table[^>]*data-table="${name}"[^>]*>(.*?)</table>`, "s").exec(page)?.[1];
  return rowsOf(table ?? "");
}

const shownAs = (value: number | undefined): string => (value === undefined ? "–" : number(value, 3));
const [bench] = benchmarks();

test("a site without a benchmark says how to take one over", () => {
  if (bench === undefined) expect(html).toContain("No benchmark has been taken over");
  else expect(html).not.toContain("No benchmark has been taken over");
});

describe.skipIf(bench === undefined)(
  "the figures of speed are those of the benchmark in the repository",
  () => {
    // Skipped where no benchmark was taken over yet: the test above says that the page tells so.
    const report = bench ?? {
      machine: { cpu: "", cores: 0, node: "", date: "" },
      quick: false,
      cells: [],
    };
    const cells = report.cells.filter(({ pass, output }) => pass === "forward" && output === "fresh");

    test("machine and date", () => {
      expect(html).toContain(report.machine.cpu);
      expect(html).toContain(nodeOf(report));
      expect(html).toContain(report.machine.date.slice(0, 10));
    });

    test("every time of every peer", () => {
      const [head = [], ...rows] = tableOf(html, "bench");
      expect(rows).toHaveLength(cells.length);
      for (const [i, [, size, ...times]] of rows.entries()) {
        const cell = cells[i] as (typeof cells)[number];
        expect(size).toBe(power(cell.size));
        expect(times).toEqual(head.slice(2).map((peer) => shownAs(nanoseconds(cell, peer))));
      }
    });

    test("every square of the heat map", () => {
      const [head = [], ...rows] = tableOf(html, "heat-map");
      const names = [...new Set(cells.map(({ activation }) => activation))];
      expect(rows).toHaveLength(names.length);
      for (const [i, [, ...ratios]] of rows.entries()) {
        const own = cells.filter(({ activation }) => activation === names[i]);
        const of = (size: string): string => {
          const cell = own.find((c) => power(c.size) === size);
          return shownAs(cell && ratio(cell));
        };
        expect(ratios).toEqual(head.slice(1).map(of));
      }
    });

    test("every cell that is lost, and the means", () => {
      const lost = losses(report);
      expect(
        tableOf(html, "losses")
          .slice(1)
          .map((row) => row.slice(4)),
      ).toEqual(lost.map(({ ratio, to }) => [number(ratio, 3), to]));
      expect(tableOf(html, "comparisons").slice(1)).toEqual(
        comparisons(report).map(({ name, mean, compared, lost }) => [
          name,
          number(mean, 3),
          String(compared),
          String(lost),
        ]),
      );
    });

    test("the page of an activation", () => {
      const page = readFileSync(`${built}activations/relu.html`, "utf8");
      const own = report.cells.filter(
        ({ activation, output }) => activation === "relu" && output === "fresh",
      );
      const [, ...rows] = tableOf(page, "speed");
      expect(rows).toHaveLength(own.length);
      for (const [i, [, , ours, , best, times]] of rows.entries()) {
        const cell = own[i] as (typeof own)[number];
        const rival = fastest(cell, rivals);
        expect(ours).toBe(shownAs(nanoseconds(cell, "actfn fast")));
        expect(best).toBe(rival ? `${shownAs(nanoseconds(cell, rival.name))} (${rival.name})` : "–");
        expect(times).toBe(shownAs(ratio(cell)));
      }
    });
  },
);

test("the worst of every float32 is that of the sweep in the repository", () => {
  const sweep = sweepReport();
  expect(sweep?.stride).toBe(1);
  const [, ...rows] = tableOf(html, "sweep");
  const wanted = sweepRows(sweep as Sweep);
  expect(rows).toHaveLength(wanted.length);
  for (const [i, [title, ...cells]] of rows.entries()) {
    expect(title).toBe(wanted[i]?.title);
    for (const [k, worst] of (wanted[i]?.worst ?? []).entries()) {
      expect(cells[k]).toContain(worst === undefined ? "–" : number(worst.ulp, 4));
    }
  }
});

describe("engines and processors", () => {
  const page = readFileSync(`${built}matrix.html`, "utf8");
  const rows = engineRows();

  test("every row is on its page, with what ran and when", () => {
    const [, ...shownRows] = tableOf(page, "engines");
    expect(shownRows).toEqual(
      rows
        .map(shownRow)
        .map((row) => [
          row.program,
          row.engine,
          `${row.processor}${row.features}`,
          row.digest,
          row.computedBy,
          row.multiplyAdd,
          row.cpu,
          row.onnx,
          row.date,
        ]),
    );
  });

  test("every result of relaxed SIMD is on it, with the rows that gave it", () => {
    const [, ...shownRows] = tableOf(page, "relaxed-simd");
    expect(shownRows).toEqual(
      relaxedResults(rows).map(({ operation, result, rows: by }) => [operation, result, by.join(", ")]),
    );
  });

  test("all rows have the same strict bits", () => {
    expect(page).toContain(`All ${rows.length} rows give the same digest`);
  });
});

describe("what was measured of the site itself", () => {
  const { site, lighthouse } = siteReports();

  test("is on its page, and Lighthouse gives 95 and more in every category", () => {
    const [, ...rows] = tableOf(html, "lighthouse");
    expect(rows.map(([path]) => path)).toEqual(["/", "/activations/gelu.html"]);
    for (const [i, [, ...cells]] of rows.entries()) {
      const scores = Object.values(lighthouse?.pages[i]?.scores ?? {});
      expect(cells.slice(0, 4)).toEqual(scores.map(String));
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(95);
    }
  });

  test("has times and bytes from its report", () => {
    const rows = tableOf(html, "site").slice(1);
    expect(rows[0]?.slice(1)).toEqual([
      `${shownAs(site?.redraw.median)} ms`,
      `${shownAs(site?.redraw.most)} ms`,
    ]);
    expect(rows[1]?.[1]).toBe(`${shownAs(site?.backendReady.median)} ms`);
    expect(rows[2]?.[1]).toBe(`${shownAs(site?.million.median)} ms`);
    expect(tableOf(html, "weight")[1]?.[1]).toBe(`${Math.round((site?.firstPage.bytes ?? 0) / 1000)} kB`);
  });

  test("reaches what the site promises: in the report, not on the machine that runs this", () => {
    expect(site?.firstPage.bytes).toBeLessThan(200_000);
    expect(site?.backendReady.median).toBeLessThan(100);
    expect(site?.redraw.median).toBeLessThan(16);
    expect(site?.million.median).toBeLessThan(50);
  });
});

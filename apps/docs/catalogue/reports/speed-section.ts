import type { Definition } from "@actfn/core";
import { type Benchmark, benchmarks, type Cell } from "./benchmark.js";
import { bandwidth, fastest, heat, nanoseconds, nodeOf, ours, power, ratio, rivals } from "./speed.js";
import { row, table } from "../tables.js";
import { number } from "../wording.js";

const reports = benchmarks();
const head = ["", "Numbers", "actfn", "actfn, strict", "Best peer", "Times as fast", "PyTorch"];

/** How fast an activation is, from the benchmarks in the repository; nothing where they do not have it. */
export function speed({ name }: Definition, from: readonly Benchmark[] = reports): string {
  const [report] = from;
  const cells = report?.cells.filter(
    ({ activation, output }) => activation.split(" ")[0] === name && output === "fresh",
  );
  if (report === undefined || cells === undefined || cells.length === 0) return "";
  const { cpu, cores, date } = report.machine;
  return [
    "## How fast it is",
    `Nanoseconds an element, float32, into a new array, from [the benchmark](../backends.md#benchmark) of ${date.slice(0, 10)} on ${cpu}, ${cores} cores, ${nodeOf(report)}. The best peer is the fastest of ${rivals.join(", ")}.`,
    table(head, cells.map(speedRow), "speed"),
    share(name, report),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function speedRow(cell: Cell): string {
  const [, ...variant] = cell.activation.split(" ");
  const what = [cell.pass === "forward" ? "value" : "gradient", ...variant].join(", ");
  const best = fastest(cell, rivals);
  const torch = fastest(
    cell,
    Object.keys(cell.milliseconds).filter((peer) => peer.startsWith("PyTorch")),
  );
  const times = ratio(cell);
  return row(
    what,
    power(cell.size),
    time(cell, ours),
    time(cell, "actfn strict"),
    best === undefined ? "–" : `${time(cell, best.name)} (${best.name})`,
    times === undefined ? "–" : `<span class="${heat(times)}">${number(times, 3)}</span>`,
    torch === undefined ? "–" : time(cell, torch.name),
  );
}

function time(cell: Cell, peer: string): string {
  const value = nanoseconds(cell, peer);
  return value === undefined ? "–" : number(value, 3);
}

/** Which part of the speed of copying it reaches, in words. */
function share(name: string, report: Benchmark): string {
  const copying = bandwidth(report);
  const own = copying?.shares.filter(({ activation }) => activation === name) ?? [];
  if (copying === undefined || own.length === 0) return "";
  const parts = own.map(
    ({ pass, gigabytes }) =>
      `${pass === "forward" ? "the value" : "the gradient"} ${number(gigabytes, 3)} GB/s (${Math.round((100 * gigabytes) / copying.copied)} % of copying)`,
  );
  return `With ${power(copying.size)} numbers into a given array, it reads and writes: ${parts.join(", ")}.`;
}

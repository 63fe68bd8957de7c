import { OURS, RIVALS } from "./contenders.mjs";
import { ratioOf, summary } from "./summary.mjs";

/** The tables, in Markdown. */
export function markdown(results) {
  const { cells, first, memory, notes } = results;
  const backward = cells.some((cell) => cell.pass === "backward" && ratioOf(cell) !== undefined);
  return [
    head(results),
    summary(results),
    bandwidth(cells),
    firstCalls(first),
    grownBy(memory),
    ratios(cells, "forward"),
    backward ? ratios(cells, "backward") : undefined,
    ...["forward", "backward"].map((pass) => times(cells, pass)),
    notes.length === 0 ? undefined : `## Notes\n\n${notes.map((note) => `- ${note}`).join("\n")}`,
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

function head({ machine, threads }) {
  const counts = Object.entries(threads).map(([name, count]) => `${name}: ${count}`);
  return [
    "# Benchmark",
    `${machine.cpu}, ${machine.cores} cores, Node ${[machine.node, ...machine.flags].join(" ")}, ${machine.date.slice(0, 10)}. float32; medians of samples taken in turns, everything warm. “${OURS}” is what one gets by default: \`cpu()\` without options, called synchronously; the ratios are about it.`,
    "`out`: the result goes to an array that is there already; onnxruntime-node has a preallocated output then, PyTorch `out=` where its kernel has one. TensorFlow.js and jax-js have nothing of the kind and are called as always.",
    `Threads: ${counts.join("; ")}.`,
  ].join("\n\n");
}

/** The bytes of memory traffic per element: x and y, and dy for backward. */
const BYTES = { forward: 8, backward: 12 };

/** The share of the machine's bandwidth that each kernel reaches, at the largest size with `out`. */
function bandwidth(cells) {
  const given = cells.filter(({ output }) => output === "out");
  const size = Math.max(...given.map((cell) => cell.size));
  const chosen = given.filter((cell) => cell.size === size);
  const copies = chosen
    .filter(({ pass }) => pass === "forward")
    .map(({ milliseconds }) => milliseconds["copy"])
    .filter((time) => time !== undefined)
    .sort((a, b) => a - b);
  if (copies.length === 0) return undefined;
  const speed = (time, bytes) => (bytes * size) / time / 1e6;
  const copied = speed(copies[copies.length >> 1], BYTES.forward);
  const rows = [...new Set(chosen.map(({ activation }) => activation))].map((activation) => [
    activation,
    ...["forward", "backward"].map((pass) => {
      const time = chosen.find((c) => c.activation === activation && c.pass === pass)?.milliseconds[OURS];
      if (time === undefined) return undefined;
      const reached = speed(time, BYTES[pass]);
      return `${reached.toFixed(1)} GB/s, ${Math.round((100 * reached) / copied)} %`;
    }),
  ]);
  const title = `## Share of the copy bandwidth, ${power(size)}, \`out\`\n\nCopying reads and writes ${copied.toFixed(1)} GB/s together (\`out.set(x)\`, one thread).`;
  return table(title, ["", "forward", "backward"], rows);
}

/** The table of first calls, each in a new process. */
function firstCalls({ imported, calls }) {
  const of = (activation, pass) => calls.find((c) => c.activation === activation && c.pass === pass);
  const shown = ({ median, least }) => `${median.toFixed(1)} (${least.toFixed(1)})`;
  const names = [...new Set(calls.map(({ activation }) => activation))];
  return table(
    `## First call of an activation in a fresh process, compilation included\n\nMilliseconds, median (least). Importing the packages takes ${shown(imported)}.`,
    ["", "forward", "backward"],
    names.map((name) => [name, shown(of(name, "forward")), shown(of(name, "backward"))]),
  );
}

/** The table of memory that calls need besides their arrays. */
function grownBy(memory) {
  const rows = memory.map(({ threads, megabytes }) => [threads, megabytes.toFixed(1)]);
  return table(
    "## Memory over input and output, GELU of 2^20 numbers and its gradient, what is compiled for them included",
    ["threads", "MB"],
    rows,
  );
}

const power = (size) => `2^${Math.log2(size)}`;

function ratios(cells, pass) {
  const chosen = cells.filter((cell) => cell.pass === pass);
  const columns = [...new Set(chosen.map(({ size, output }) => `${power(size)} ${output}`))];
  const names = [...new Set(chosen.map(({ activation }) => activation))];
  const row = (name) =>
    columns.map((column) => {
      const cell = chosen.find((c) => c.activation === name && `${power(c.size)} ${c.output}` === column);
      return cell && ratioOf(cell)?.toFixed(1);
    });
  return table(
    `## ${pass}: times as fast as the best of ${RIVALS.join(", ")}`,
    ["", ...columns],
    names.map((name) => [name, ...row(name)]),
  );
}

function times(cells, pass) {
  const chosen = cells.filter((cell) => cell.pass === pass);
  const names = [...new Set(chosen.flatMap(({ milliseconds }) => Object.keys(milliseconds)))];
  const rows = chosen.map((cell) => [
    `${cell.activation} ${power(cell.size)} ${cell.output}`,
    ...names.map((name) => {
      const time = cell.milliseconds[name];
      return time === undefined ? undefined : ((time * 1e6) / cell.size).toPrecision(3);
    }),
  ]);
  return table(`## ${pass}: nanoseconds an element`, ["", ...names], rows);
}

function table(title, head, rows) {
  const line = (columns) => `| ${columns.map((value) => value ?? "–").join(" | ")} |`;
  return [title, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

import { geometricMean } from "./measure.mjs";

/** The peers that the promise is made against: the best of them counts. */
export const RIVALS = ["onnxruntime-node", "tfjs-wasm", "tfjs-cpu", "jax-js"];
export const OURS = "actfn fast";

/** How many times as fast as the best rival we are in a cell; undefined where none of them has it. */
export function ratioOf(cell, ours = ourBest) {
  const rival = bestOf(cell, RIVALS);
  const own = ours(cell);
  return rival === undefined || own === undefined ? undefined : rival / own;
}

/** Our fast tier, on as many threads as serve it: a call chooses itself. */
function ourBest(cell) {
  return bestOf(cell, [OURS, `${OURS} ×2`]);
}

function bestOf({ milliseconds }, names) {
  const times = names.map((name) => milliseconds[name]).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The tables, in Markdown. */
export function markdown(results) {
  const { machine, cells } = results;
  return [
    `# Benchmark\n\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.date.slice(0, 10)}. Medians of interleaved runs; nanoseconds an element.`,
    summary(cells),
    ...["forward", "backward"].map((pass) => ratios(cells, pass)),
    ...["forward", "backward"].map((pass) => times(cells, pass)),
  ].join("\n\n");
}

function summary(cells) {
  const forward = cells.filter(({ pass }) => pass === "forward");
  const lines = [
    [
      "fast, forward, against the best of onnxruntime-node, tfjs and jax-js",
      mean(forward, (cell) => ratioOf(cell)),
    ],
    [
      "fast, backward, against tfjs and jax-js",
      mean(
        cells.filter(({ pass }) => pass === "backward"),
        (cell) => ratioOf(cell),
      ),
    ],
    [
      "strict, forward, against onnxruntime-node",
      mean(forward, (cell) => quotient(cell, "onnxruntime-node", "actfn strict")),
    ],
    ["fast, forward, against a plain loop", mean(forward, (cell) => quotient(cell, "plain loop", OURS))],
    ["relu, largest size, `out`: share of the copy bandwidth", share(cells)],
    ...torchLines(cells),
  ];
  const losses = forward.filter((cell) => (ratioOf(cell) ?? 1) < 1);
  const lost = losses.map(
    (cell) => `${cell.activation} ${cell.size} ${cell.output} (${ratioOf(cell).toFixed(2)})`,
  );
  return [
    "## Summary (geometric means of ratios; above 1 actfn is faster)\n",
    "| comparison | ratio |\n| --- | --- |",
    ...lines
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `| ${name} | ${value.toFixed(2)} |`),
    `\nForward cells lost: ${lost.length === 0 ? "none" : lost.join(", ")}.`,
  ].join("\n");
}

function torchLines(cells) {
  const name = Object.keys(
    cells.find((cell) => Object.keys(cell.milliseconds).some((n) => n.startsWith("PyTorch")))?.milliseconds ??
      {},
  ).find((n) => n.startsWith("PyTorch"));
  if (name === undefined) return [];
  return ["forward", "backward"].map((pass) => [
    `fast, ${pass}, from 2^16 on, against ${name}`,
    mean(
      cells.filter((cell) => cell.pass === pass && cell.size >= 2 ** 16),
      (cell) => {
        const own = ourBest(cell);
        return cell.milliseconds[name] === undefined ? undefined : cell.milliseconds[name] / own;
      },
    ),
  ]);
}

function share(cells) {
  const found = cells.filter(
    ({ activation, pass, output }) => activation === "relu" && pass === "forward" && output === "out",
  );
  const largest = found.sort((a, b) => b.size - a.size)[0];
  return largest === undefined ? undefined : largest.milliseconds.copy / ourBest(largest);
}

function quotient({ milliseconds }, peer, own) {
  const [a, b] = [milliseconds[peer], milliseconds[own]];
  return a === undefined || b === undefined ? undefined : a / b;
}

function mean(cells, ratio) {
  const values = cells.map(ratio).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : geometricMean(values);
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

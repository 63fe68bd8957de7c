import { OURS, RIVALS } from "./contenders.mjs";
import { geometricMean } from "./measure.mjs";

/** From this size on, the comparison includes PyTorch. Below it, the time is mostly that of a call in Python. */
const TORCH_FROM = 2 ** 16;

/** The time of the fastest peer divided by that of our default in a cell; undefined if no peer has the cell. */
export function ratioOf(cell) {
  return ratio(cell, RIVALS, OURS);
}

function ratio({ milliseconds }, peers, own) {
  const rival = Math.min(...peers.map((name) => milliseconds[name] ?? Infinity));
  const ours = milliseconds[own];
  return Number.isFinite(rival) && ours !== undefined ? rival / ours : undefined;
}

/** The comparisons of the summary: geometric means of ratios over cells. */
export function summary({ cells }) {
  const of = (pass, output) =>
    cells.filter((cell) => cell.pass === pass && (output === undefined || cell.output === output));
  const torch = namesLike(cells, "PyTorch");
  const forward = of("forward");
  const best = "the best of onnxruntime-node, tfjs and jax-js";
  const large = (pass, output) => of(pass, output).filter(({ size }) => size >= TORCH_FROM);
  const lines = [
    [`fast, forward, against ${best}`, mean(forward, ratioOf)],
    ["… with a fresh result", mean(of("forward", "fresh"), ratioOf)],
    ["… with `out`", mean(of("forward", "out"), ratioOf)],
    ["fast, backward, against jax-js", mean(of("backward"), ratioOf)],
    ["fast, forward, against PyTorch, 2^16 and up", mean(large("forward"), (c) => ratio(c, torch, OURS))],
    [
      "fast, backward, against PyTorch autograd's kernels, 2^16 and up",
      mean(large("backward", "fresh"), (cell) => ratio(cell, torch, OURS)),
    ],
    [
      "fast, forward, against numpy",
      mean(of("forward", "fresh"), (cell) => ratio(cell, namesLike(cells, "numpy"), OURS)),
    ],
    [
      "strict, forward, against onnxruntime-node",
      mean(forward, (cell) => ratio(cell, ["onnxruntime-node"], "actfn strict")),
    ],
    ["fast, forward, against a plain loop", mean(forward, (cell) => ratio(cell, ["plain loop"], OURS))],
  ];
  return [
    "## Summary\n\nGeometric means of ratios; above 1 actfn is faster.\n",
    "| comparison | ratio |\n| --- | --- |",
    ...lines.filter(([, value]) => value !== undefined).map(([name, v]) => `| ${name} | ${v.toFixed(2)} |`),
    `\n${losses(forward)}`,
  ].join("\n");
}

function losses(forward) {
  const compared = forward.filter((cell) => ratioOf(cell) !== undefined);
  const lost = compared.filter((cell) => ratioOf(cell) < 1);
  const named = lost.map(
    (cell) =>
      `${cell.activation} 2^${Math.log2(cell.size)} ${cell.output} (${ratioOf(cell).toFixed(2)}, to ${winnerOf(cell)})`,
  );
  const list = named.length === 0 ? "" : `: ${named.join(", ")}`;
  return `Forward cells lost: ${lost.length} of ${compared.length}${list}.`;
}

function winnerOf({ milliseconds }) {
  const times = (name) => milliseconds[name] ?? Infinity;
  return RIVALS.reduce((best, name) => (times(name) < times(best) ? name : best));
}

function namesLike(cells, prefix) {
  const names = new Set(cells.flatMap(({ milliseconds }) => Object.keys(milliseconds)));
  return [...names].filter((name) => name.startsWith(prefix));
}

function mean(cells, ratioIn) {
  const values = cells.map(ratioIn).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : geometricMean(values);
}

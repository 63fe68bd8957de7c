// GELU on two backends: the same calls, and how far each result is from the exact value. Writes a picture and prints a table.
// Run it from a built checkout: node examples/two-backends.mjs [picture.svg]. Default: out/gelu-on-two-backends.svg.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { gelu, use } from "@actfn/core";
import { drawGrid } from "@actfn/plot";

const picture = process.argv[2] ?? fileURLToPath(new URL("../out/gelu-on-two-backends.svg", import.meta.url));
const points = (from, to, count = 801) =>
  Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const x = points(-4, 4);
const tail = points(-8, -2, 601);
const ones = new Float32Array(x.length).fill(1);

/** GELU at x ≤ −2 in double, without actfn: x · Φ(x), by Laplace's continued fraction for the normal distribution Φ. */
function exactGelu(x) {
  let fraction = -x;
  for (let k = 200; k > 0; k--) fraction = -x + k / fraction;
  return (x * Math.exp((-x * x) / 2)) / (Math.sqrt(2 * Math.PI) * fraction);
}
const exact = Float64Array.from(tail, exactGelu);

async function resultsOf(backend) {
  await use(backend, { dispose: true });
  return { y: await gelu(x), dx: await gelu.backward(x, ones), tail: await gelu(tail) };
}
const ours = await resultsOf(cpu());
const theirs = await resultsOf(onnx());

const errors = (values) => exact.map((value, i) => Math.max(Math.abs(values[i] / value - 1), 2 ** -25));
const figure = drawGrid(
  [
    {
      title: "GELU and its slope",
      x: { label: "x" },
      y: {},
      marks: [
        { kind: "line", label: "cpu", x, y: ours.y, width: 4 },
        { kind: "line", label: "onnx", x, y: theirs.y, dash: "dashed" },
        { kind: "line", label: "cpu, slope", x, y: ours.dx, width: 4 },
        { kind: "line", label: "onnx, slope", x, y: theirs.dx, dash: "dashed" },
      ],
    },
    {
      title: "Error in the tail",
      x: { label: "x" },
      y: { label: "relative error", scale: "log" },
      marks: [
        { kind: "line", label: "cpu", x: tail, y: errors(ours.tail) },
        { kind: "line", label: "onnx, native operator", x: tail, y: errors(theirs.tail) },
      ],
    },
  ],
  { columns: 2, panelWidth: 440, panelHeight: 330 },
);
await mkdir(dirname(picture), { recursive: true });
await writeFile(picture, figure.svg);

const at = (values, where) => values[tail.findIndex((value) => value >= where)];
console.table(
  [-2, -4, -5.5, -6].map((where) => ({
    x: where,
    cpu: at(ours.tail, where),
    "onnx, native": at(theirs.tail, where),
    exact: at(exact, where),
  })),
);
console.log(`Wrote ${picture}`);
process.exit(0);

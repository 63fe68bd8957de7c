// GELU on two runtimes: the same call, two answers, and where they part. Writes a picture and prints a table.
// Run it from a built checkout: node examples/two-runtimes.mjs [picture.svg], by default into out/
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { gelu, use } from "@actfn/core";
import { drawGrid } from "@actfn/plot";

const picture = process.argv[2] ?? fileURLToPath(new URL("../out/gelu-on-two-runtimes.svg", import.meta.url));
const points = (from, to, count = 801) =>
  Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const x = points(-4, 4);
const tail = points(-8, -2);
const ones = new Float32Array(x.length).fill(1);

async function answers(backend) {
  await use(backend);
  return { y: await gelu(x), dx: await gelu.backward(x, ones), tail: await gelu(tail) };
}
const ours = await answers(cpu());
const theirs = await answers(onnx());
await use(cpu());
const exact = await gelu(tail, { precision: "strict" });

const off = (values) => values.map((value, i) => Math.max(Math.abs(value / exact[i] - 1), 2 ** -25));
const figure = drawGrid(
  [
    {
      title: "GELU and its slope, on both",
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
      title: "How far off in the tail",
      x: { label: "x" },
      y: { label: "relative error", scale: "log" },
      marks: [
        { kind: "line", label: "cpu", x: tail, y: off(ours.tail) },
        { kind: "line", label: "onnx, native operator", x: tail, y: off(theirs.tail) },
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
    "correctly rounded": at(exact, where),
  })),
);
console.log(`Wrote ${picture}`);
process.exit(0);

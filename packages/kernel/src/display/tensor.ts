import { codecOf, type Tensor } from "@actfn/core";
import { formatNumber, heatColor } from "@actfn/plot";
import type { MimeBundle } from "../protocol/message.js";

/** A row or column is elided to its first and last this many where it is longer than twice that. */
const EDGE = 4;
const SHOWN_MATRICES = 4;

/** A tensor for a notebook: its dtype and shape, then its numbers, elided and colored by size. */
export function tensorBundle(tensor: Tensor): MimeBundle {
  return { "text/html": tensorHtml(tensor), "text/plain": tensorText(tensor) };
}

/** A tensor as text: `Tensor float32 [2, 3]` and its numbers in brackets. */
export function tensorText(tensor: Tensor): string {
  return `${heading(tensor)}\n${nested(tensor, 0, 0, " ")}`;
}

function heading({ dtype, shape, size }: Tensor): string {
  return `Tensor ${dtype} [${shape.join(", ")}]${size > EDGE * EDGE ? `, ${size} elements` : ""}`;
}

function nested(tensor: Tensor, axis: number, offset: number, indent: string): string {
  const { shape } = tensor;
  if (axis === shape.length) return formatNumber(valueAt(tensor, offset));
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const parts = elide(shape[axis]!).map((i) =>
    i === undefined ? "…" : nested(tensor, axis + 1, offset + i * stride, `${indent} `),
  );
  return axis === shape.length - 1 ? `[${parts.join(", ")}]` : `[${parts.join(`,\n${indent}`)}]`;
}

function tensorHtml(tensor: Tensor): string {
  const { shape } = tensor;
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length < 2 ? 1 : shape.at(-2)!;
  const matrices = columns * rows === 0 ? 0 : tensor.size / (rows * columns);
  const scale = largest(tensor);
  const shown = Array.from({ length: Math.min(matrices, SHOWN_MATRICES) }, (_, m) => {
    const index =
      matrices === 1 ? "" : `<div style="opacity:.65;margin-top:.4em">[${indexOf(m, shape)}, …]</div>`;
    return index + matrixHtml(tensor, m * rows * columns, rows, columns, scale);
  });
  const more =
    matrices > SHOWN_MATRICES ? `<div style="opacity:.65">… ${matrices - SHOWN_MATRICES} more</div>` : "";
  return `<div style="font:12.5px ui-monospace,Menlo,Consolas,monospace"><div style="opacity:.65;margin-bottom:.35em">${heading(tensor)}</div>${shown.join("")}${more}</div>`;
}

function matrixHtml(tensor: Tensor, offset: number, rows: number, columns: number, scale: number): string {
  const body = elide(rows).map((i) => {
    const cells = elide(columns).map((j) => {
      if (i === undefined || j === undefined) return `<td style="padding:.15em .5em;opacity:.5">…</td>`;
      const value = valueAt(tensor, offset + i * columns + j);
      return `<td style="padding:.15em .6em;text-align:right;color:${inkOn(value / scale)};background:${heatColor(value / scale)}">${formatNumber(value)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table style="border-collapse:separate;border-spacing:1px">${body.join("")}</table>`;
}

function inkOn(share: number): string {
  return Math.abs(share) > 0.55 ? "#fff" : "#1c2333";
}

/** The indices that are shown; `undefined` stands for those left out. */
function elide(length: number): (number | undefined)[] {
  if (length <= 2 * EDGE + 1) return Array.from({ length }, (_, i) => i);
  const first = Array.from({ length: EDGE }, (_, i) => i);
  return [...first, undefined, ...first.map((i) => length - EDGE + i)];
}

function indexOf(matrix: number, shape: readonly number[]): string {
  const outer = shape.slice(0, -2);
  let rest = matrix;
  return outer
    .map((_, i) => {
      const stride = outer.slice(i + 1).reduce((a, b) => a * b, 1);
      const index = Math.floor(rest / stride);
      rest %= stride;
      return index;
    })
    .join(", ");
}

function largest(tensor: Tensor): number {
  let most = 0;
  for (let i = 0; i < Math.min(tensor.size, 1e5); i++) {
    const size = Math.abs(valueAt(tensor, i));
    if (Number.isFinite(size) && size > most) most = size;
  }
  return most || 1;
}

function valueAt(tensor: Tensor, offset: number): number {
  return codecOf(tensor.dtype).decode(tensor.data[offset]!);
}

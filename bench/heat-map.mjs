import { RIVALS } from "./contenders.mjs";
import { ratioOf } from "./summary.mjs";

const CELL = { width: 64, height: 26 };
const LEFT = 96;
const TOP = 64;

/** The forward ratios as an SVG: a row for each activation, a column for each size, darker for larger ratios. */
export function heatMap({ machine, cells }) {
  const chosen = cells.filter(({ pass, output }) => pass === "forward" && output === "fresh");
  const sizes = [...new Set(chosen.map(({ size }) => size))];
  const names = [...new Set(chosen.map(({ activation }) => activation))];
  const width = LEFT + sizes.length * CELL.width + 16;
  const height = TOP + names.length * CELL.height + 28;
  const head = sizes.map((size, i) =>
    label(LEFT + (i + 0.5) * CELL.width, TOP - 8, `2^${Math.log2(size)}`, "middle"),
  );
  const rows = names.flatMap((name, j) => [
    label(LEFT - 8, TOP + (j + 0.68) * CELL.height, name, "end"),
    ...sizes.map((size, i) => {
      const cell = chosen.find((c) => c.activation === name && c.size === size);
      return square(LEFT + i * CELL.width, TOP + j * CELL.height, cell && ratioOf(cell));
    }),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Forward speed of actfn relative to the best of ${RIVALS.join(", ")}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    label(16, 20, "actfn fast, forward: times as fast as the best of", "start"),
    label(16, 36, RIVALS.join(", "), "start"),
    ...head,
    ...rows,
    label(16, height - 8, `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`, "start", "#666"),
    "</svg>\n",
  ].join("\n");
}

function square(x, y, ratio) {
  if (ratio === undefined) return "";
  const strength = Math.max(-1, Math.min(1, Math.log10(ratio) / 1.2));
  const fill = strength >= 0 ? `hsl(165 55% ${92 - 52 * strength}%)` : `hsl(18 80% ${92 + 40 * strength}%)`;
  const ink = strength > 0.6 ? "#fff" : "#111";
  return `<rect x="${x + 1}" y="${y + 1}" width="${CELL.width - 2}" height="${CELL.height - 2}" rx="3" fill="${fill}"/>${label(x + CELL.width / 2, y + CELL.height * 0.68, ratio.toFixed(ratio < 10 ? 1 : 0), "middle", ink)}`;
}

function label(x, y, text, anchor, fill = "#111") {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${text}</text>`;
}

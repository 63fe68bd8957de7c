/** Points of the plane and the class of each. */
export interface Examples {
  readonly points: Float32Array;
  readonly labels: Float32Array;
}

const cells = 60;
const reach = 1.15;

const grid = Float32Array.from({ length: cells * cells * 2 }, (_, i) => {
  const cell = i >> 1;
  const along = i % 2 === 0 ? cell % cells : cells - 1 - Math.floor(cell / cells);
  return (((along + 0.5) / cells) * 2 - 1) * reach;
});

/** Draws what a classifier says of each spot of the plane, and the examples over it, in the colors of the page. */
export function drawRegions(
  canvas: HTMLCanvasElement,
  predict: (points: Float32Array) => Float32Array,
  { points, labels }: Examples,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const colors = [style.getPropertyValue("--value"), style.getPropertyValue("--slope")];
  const size = canvas.width / cells;
  context.fillStyle = style.getPropertyValue("--sheet");
  context.fillRect(0, 0, canvas.width, canvas.height);
  const logits = predict(grid);
  for (let cell = 0; cell < cells * cells; cell++) {
    const certainty = Math.tanh((logits[cell] ?? 0) / 4);
    context.globalAlpha = Math.abs(certainty) * 0.5;
    context.fillStyle = colors[certainty > 0 ? 1 : 0] ?? "";
    context.fillRect((cell % cells) * size, Math.floor(cell / cells) * size, size, size);
  }
  context.globalAlpha = 1;
  for (const [i, label] of labels.entries()) {
    const x = (((points[2 * i] ?? 0) / reach + 1) / 2) * canvas.width;
    const y = ((1 - (points[2 * i + 1] ?? 0) / reach) / 2) * canvas.height;
    context.beginPath();
    context.arc(x, y, 2.4, 0, 2 * Math.PI);
    context.fillStyle = colors[label] ?? "";
    context.fill();
  }
}

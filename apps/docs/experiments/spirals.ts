import type { Random } from "./random.js";

/** Points of two arms that wind around each other, inside the square from −1 to 1, and which arm each is on. */
export function spirals(
  perArm: number,
  noise: number,
  random: Random,
): { points: Float32Array; labels: Float32Array } {
  const points = new Float32Array(perArm * 4);
  const labels = new Float32Array(perArm * 2);
  for (let i = 0; i < perArm * 2; i++) {
    const arm = i % 2;
    const along = Math.floor(i / 2) / perArm;
    const angle = along * 3 * Math.PI + arm * Math.PI;
    const radius = 0.08 + along * 0.82;
    points[2 * i] = radius * Math.cos(angle) + noise * random.normal();
    points[2 * i + 1] = radius * Math.sin(angle) + noise * random.normal();
    labels[i] = arm;
  }
  return { points, labels };
}

/** The share of examples on the right side. */
export function accuracy(logits: Float32Array, labels: Float32Array): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if ((logits[i] as number) > 0 === (labels[i] === 1)) right += 1;
  return right / labels.length;
}

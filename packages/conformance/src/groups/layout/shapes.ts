import { type AnyActivation, tensorOptionsOf } from "@actfn/core";
import type { Call } from "../../run/call.js";
import type { Context } from "../../run/context.js";
import { callOf, partsIn, randomTensor } from "../../subjects/arrange.js";
import type { Group } from "../group.js";
import { checkLanes } from "./tail-lengths.js";

/** Shapes, axes, broadcasting, lengths and views. */
export const shapes: Group = {
  id: "shapes",
  guarantee:
    "Every shape, axis and length is supported: empty, scalar, any rank, any view of a buffer, any SIMD tail.",
  run: async (context) => {
    await checkShapes(context);
    await checkLanes(context);
  },
};

const everyShape: readonly (readonly number[])[] = [
  [],
  [0],
  [1],
  [6],
  [2, 6],
  [6, 0, 2],
  [1, 0, 3],
  [2, 6, 4],
  [6, 1, 1, 6],
  [2, 6, 2, 6, 2],
  [1, 2, 1, 1, 2, 1, 6, 1, 1],
];
const someShapes: readonly (readonly number[])[] = [[], [0], [6], [1, 0, 3], [2, 6, 4]];

/** Each shape with each axis, and each tensor option as a scalar, along one axis, along every other axis and in full. */
async function checkShapes(context: Context): Promise<void> {
  for (const { activation, pass, dtype, subject } of context.each("shapes")) {
    const random = context.random({ ...subject, precision: "strict", tag: "shapes" });
    await context.check({ ...subject, tag: "shapes" }, "every rank, axis and broadcast", async (recorder) => {
      for (const shape of context.isQuick ? someShapes : everyShape) {
        const x = randomTensor(dtype, shape, random);
        for (const options of variants(activation, shape)) {
          const complete = withTensorsOf(
            activation,
            options,
            (tensorShape) => randomTensor(dtype, tensorShape, random),
            shape,
          );
          for (const given of complete) {
            const call: Call = callOf(activation, pass, { options: given, x }, random);
            await context.compare(recorder, subject, call);
          }
        }
      }
    });
  }
}

/** The axes along which an activation can be applied to a shape, counted from the start and from the end. */
function variants(activation: AnyActivation, shape: readonly number[]): Readonly<Record<string, unknown>>[] {
  const { definition } = activation;
  if (!Object.values(definition.options).some(({ type }) => type === "axis")) return [{}];
  const rank = Math.max(shape.length, 1);
  const axes = Array.from({ length: 2 * rank }, (_, i) => i - rank);
  const parts = partsIn(activation, {});
  return axes.filter((axis) => (shape.at(axis) ?? 1) % parts === 0).map((axis) => ({ axis }));
}

type Given = Readonly<Record<string, unknown>>;

/** Options with the tensor options in every shape that fits x. */
function withTensorsOf(
  { definition }: AnyActivation,
  options: Given,
  make: (shape: readonly number[]) => unknown,
  shape: readonly number[],
): Given[] {
  const names = tensorOptionsOf(definition).map(([name]) => name);
  if (names.length === 0) return [options];
  const fitting: (readonly number[])[] = [[], shape];
  if (shape.length >= 2) {
    fitting.push(shape.map((length, i) => (i === 1 ? length : 1)));
    fitting.push(shape.slice(1));
    fitting.push(shape.map((length, i) => (i === shape.length - 1 ? 1 : length)));
    if (shape.length >= 3) {
      for (const odd of [0, 1]) fitting.push(shape.map((length, i) => (i % 2 === odd ? length : 1)));
    }
  }
  return fitting.map((tensorShape) => ({
    ...options,
    ...Object.fromEntries(names.map((name) => [name, make(tensorShape)])),
  }));
}

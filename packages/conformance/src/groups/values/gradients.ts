import type { AnyActivation, DType, Tensor } from "@actfn/core";
import { add, bytesPerElement, defineActivation, mul, tensorOptionsOf } from "@actfn/core";
import { toDoubles } from "../../numbers/format.js";
import type { Call } from "../../run/call.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, partsIn, randomTensor } from "../../subjects/arrange.js";
import { tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";

/** Gradients against the backend's own values, and against what must hold of a vector-Jacobian product. */
export const gradients: Group = {
  id: "gradients",
  guarantee:
    "The backward pass is the vector-Jacobian product of the forward pass with dy: linear in dy, and consistent in every direction.",
  run: async (context) => {
    for (const each of context.each("gradients", { passes: ["backward"] })) {
      const { subject } = each;
      await context.check(
        { ...subject, tag: "cotangent" },
        "a random dy gives the reference's gradients",
        async (recorder) => {
          const random = context.random({ ...subject, precision: "strict" });
          await context.compare(
            recorder,
            subject,
            callOf(each.activation, "backward", layout(each, 24, random), random),
          );
        },
      );
      await context.check(
        { ...subject, tag: "linear" },
        "backward(2^k · dy) is 2^k · backward(dy), and 0 for dy = 0",
        (recorder) => checkLinear(context, recorder, each),
      );
      if (each.dtype !== "float64") continue;
      await context.check(
        { ...subject, tag: "differences" },
        "⟨dy, J·v⟩ by Richardson's differences of forward is ⟨backward(dy), v⟩",
        (recorder) => checkDifferences(context, recorder, each),
      );
    }
    await checkLearnedOrder(context);
  },
};

/** Neither the first of the tensor options is learned, nor are those that are listed in the order of the options. */
const shiftedByNoise = defineActivation({
  name: "shiftedByNoise",
  options: {
    noise: { type: "tensor", tex: "n", description: "Is added to x." },
    scale: { type: "tensor", tex: "s", description: "Multiplies the sum." },
    shift: { type: "tensor", tex: "t", description: "Is added in the end." },
  },
  learned: ["shift", "scale"],
  expression: ({ x, noise, scale, shift }) => add(mul(scale, add(x, noise)), shift),
});

async function checkLearnedOrder(context: Context): Promise<void> {
  const { name } = shiftedByNoise.definition;
  for (const dtype of context.parts.dtypes) {
    for (const precision of context.parts.precisions) {
      const subject = { group: "gradients", activation: name, pass: "backward", dtype, precision } as const;
      await context.check(
        { ...subject, tag: "order" },
        "each learned option of a definition of one's own gets its gradient, whatever tensor options lie before it",
        async (recorder) => {
          const random = context.random({ ...subject, precision: "strict" });
          const x = randomTensor(dtype, [4, 6], random);
          const options = {
            noise: randomTensor(dtype, [4, 6], random),
            scale: randomTensor(dtype, [6], random),
            shift: randomTensor(dtype, [4, 1], random),
          };
          await context.compare(
            recorder,
            subject,
            callOf(shiftedByNoise, "backward", { options, x }, random),
          );
        },
      );
    }
  }
}

type Random = ReturnType<Context["random"]>;

function layout(
  { activation, dtype }: { activation: AnyActivation; dtype: DType },
  size: number,
  random: Random,
): { x: Tensor; options: Record<string, unknown> } {
  const { definition } = activation;
  const parts = partsIn(activation, {});
  const shape = definition.domain.kind === "pointwise" ? [size] : [4, (size / 4) * parts];
  const x = randomTensor(dtype, shape, random);
  const options = completeOptions(definition, {}, x);
  for (const [name] of tensorOptionsOf(definition)) {
    const values = Float64Array.from({ length: x.size }, () => 0.5 + random.unit());
    options[name] = tensorOf(values, dtype, x.shape);
  }
  return { x, options };
}

async function checkLinear(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const { activation, precision, dtype, subject } = each;
  const random = context.random({ ...subject, precision: "strict" });
  const call = callOf(activation, "backward", layout(each, 24, random), random);
  const dy = call.dy as Tensor;
  const scaled = (factor: number): Call => ({
    ...call,
    dy: tensorOf(
      toDoubles(dy).map((value) => value * factor),
      dtype,
      dy.shape,
    ),
  });
  const [once, twice, zero] = await Promise.all(
    [call, scaled(4), scaled(0)].map((one) => context.run(one, precision)),
  );
  const isExact = bytesPerElement[dtype] > 2;
  for (const [i, tensor] of (once as Tensor[]).entries()) {
    const [a, b, z] = [tensor, twice?.[i] as Tensor, zero?.[i] as Tensor].map(toDoubles) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const at = a.findIndex((value, j) => value * 4 !== b[j] && (isExact || Math.abs(value) > 2 ** -12));
    recorder.expect(at === -1, () => `result ${i}, element ${at}: 4 · dy gives ${b[at]}, dy gives ${a[at]}`);
    recorder.expect(
      z.every((value) => value === 0),
      () => `result ${i}: dy = 0 gives ${z.find((value) => value !== 0)}`,
    );
  }
}

/** Central differences along a direction at three steps, extrapolated; undefined where they do not settle (a kink is near). */
async function derivativeAlong(
  context: Context,
  call: Call,
  direction: Direction,
  precision: Each["precision"],
): Promise<number | undefined> {
  const dy = toDoubles(call.dy as Tensor);
  const project = async (t: number): Promise<number> => {
    const [y] = await context.run(moved(call, direction, t), precision);
    return toDoubles(y as Tensor).reduce((sum, value, i) => sum + value * (dy[i] as number), 0);
  };
  const slopes: number[] = [];
  for (const step of [2 ** -7, 2 ** -8, 2 ** -9, 2 ** -10]) {
    slopes.push(((await project(step)) - (await project(-step))) / (2 * step));
  }
  let row = slopes;
  let previous = row;
  for (let power = 4; row.length > 1; power *= 4) {
    previous = row;
    row = row.slice(1).map((finer, i) => finer + (finer - (row[i] as number)) / (power - 1));
  }
  const best = row[0] as number;
  return Math.abs(best - (previous[1] as number)) <= 1e-9 * (1 + Math.abs(best)) ? best : undefined;
}

type Direction = Readonly<Record<string, Float64Array>>;

/** The call with x and its learned options moved along a direction. */
function moved(call: Call, direction: Direction, t: number): Call {
  const shift = (tensor: Tensor, along: Float64Array | undefined): Tensor =>
    along === undefined
      ? tensor
      : tensorOf(
          toDoubles(tensor).map((value, i) => value + t * (along[i] as number)),
          tensor.dtype,
          tensor.shape,
        );
  const options = Object.entries(call.options).map(([name, value]) => [
    name,
    direction[name] === undefined ? value : shift(value as Tensor, direction[name]),
  ]);
  return { ...call, pass: "forward", x: shift(call.x, direction["x"]), options: Object.fromEntries(options) };
}

async function checkDifferences(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const { activation, precision, subject } = each;
  const { learned } = activation.definition;
  const random = context.random({ ...subject, precision: "strict" });
  let settled = 0;
  for (let attempt = 0; attempt < (context.isQuick ? 4 : 24); attempt++) {
    const call = callOf(activation, "backward", layout(each, 4, random), random);
    const results = await context.run(call, precision);
    const direction: Direction = Object.fromEntries(
      ["x", ...learned].map((name) => {
        const tensor = name === "x" ? call.x : (call.options[name] as Tensor);
        return [name, Float64Array.from({ length: tensor.size }, () => random.normal() / 4)];
      }),
    );
    const expected = await derivativeAlong(context, call, direction, precision);
    if (expected === undefined) continue;
    settled++;
    let found = 0;
    for (const [i, name] of ["x", ...learned].entries()) {
      const gradient = toDoubles(results[i] as Tensor);
      found += gradient.reduce(
        (sum, value, j) => sum + value * ((direction[name] as Float64Array)[j] as number),
        0,
      );
    }
    const isClose = Math.abs(found - expected) <= 1e-7 * (1 + Math.abs(expected));
    recorder.expect(isClose, () => `the gradients give a slope of ${found} where forward has ${expected}`);
  }
  const { properties } = activation.definition;
  const mayStep = properties === undefined || properties.smoothness < 0;
  recorder.expect(settled > 0 || mayStep, () => "no differences of forward settled at any point");
}

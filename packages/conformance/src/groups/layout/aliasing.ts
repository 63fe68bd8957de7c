import {
  allocate,
  type DType,
  dtypes,
  type KernelRequest,
  type Pass,
  sizeOf,
  Tensor,
  type TensorData,
  tensorOptionsOf,
} from "@actfn/core";
import { bytesOf, firstDifference } from "../../numbers/bits.js";
import { type Call, requestOf } from "../../run/call.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, partsIn, randomTensor } from "../../subjects/arrange.js";
import { tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";

/** Whose memory is read, written and given away. */
export const aliasing: Group = {
  id: "aliasing",
  guarantee:
    "Inputs are never written to. Results do not share memory with anything else. out is filled, and computing in place gives the same numbers.",
  run: async (context) => {
    const chosen: readonly DType[] = context.isQuick ? ["float32"] : dtypes;
    for (const each of context.each("aliasing", { dtypes: chosen })) {
      for (const size of context.isQuick || each.dtype !== "float32" ? [37] : [37, 5000])
        await checkSize(context, each, size);
    }
  },
};

async function checkSize(context: Context, each: Each, size: number): Promise<void> {
  const { activation, pass, dtype, precision, subject } = each;
  const random = context.random({ ...subject, tag: `${size}` });
  const length = size * partsIn(activation, {});
  const x = randomTensor(dtype, [length], random);
  const call = callOf(
    activation,
    pass,
    { options: completeOptions(activation.definition, {}, x), x },
    random,
  );
  const run = (out?: unknown): Promise<Tensor[]> => context.run(call, precision, out);
  const check = (
    tag: string,
    title: string,
    body: (recorder: CheckRecorder) => Promise<void>,
  ): Promise<void> => context.check({ ...subject, tag: `${tag} ${size}` }, title, body);

  await check("inputs", "inputs are not written", async (recorder) => {
    const before = snapshot(requestOf(call, precision));
    await run();
    const after = snapshot(requestOf(call, precision));
    recorder.expect(same(before, after), () => "an input has been written to");
  });
  await check("results", "results are not written again, and are no input's memory", async (recorder) => {
    const first = await run();
    const kept = first.map(({ data }) => data.slice());
    const second = await run();
    for (const tensor of second) tensor.data.fill(7);
    await context.run(otherCall(call, pass), precision);
    for (const [i, { data }] of first.entries()) {
      recorder.expect(
        firstDifference(data, kept[i] as TensorData) === -1,
        () => `result ${i} was changed by a later call`,
      );
      recorder.expect(data.buffer !== x.data.buffer, () => `result ${i} is the input's memory`);
    }
  });
  await check("out", "out is filled and returned, and nothing beside it is written", async (recorder) => {
    const expected = await run();
    const { out, buffers, pads } = framed(call, expected);
    const got = await run(out);
    for (const [i, tensor] of got.entries()) {
      recorder.expect(tensor.data === buffers[i], () => `result ${i} is not the out that was given`);
      const at = firstDifference(buffers[i] as TensorData, (expected[i] as Tensor).data);
      recorder.expect(at === -1, () => `out differs from the result without out at element ${at}`);
    }
    recorder.expect(
      pads.every((pad) => pad.every((value) => value === 1)),
      () => "memory beside out has been written to",
    );
  });
  await check("beside", "x and out may lie side by side in one buffer", async (recorder) => {
    const [expected, ...rest] = (await run()) as [Tensor, ...Tensor[]];
    const buffer = allocate(dtype, x.size + expected.size);
    buffer.set(x.data as never);
    const beside = new Tensor(dtype, x.shape, buffer.subarray(0, x.size) as TensorData);
    const out = new Tensor(dtype, expected.shape, buffer.subarray(x.size) as TensorData);
    const moved: Call = { ...call, x: beside };
    const others = rest.map((tensor) => new Tensor(dtype, tensor.shape, tensor.data.slice() as TensorData));
    await context.run(moved, precision, outOf(moved, [out, ...others]));
    const at = firstDifference(out.data, expected.data);
    recorder.expect(at === -1, () => `beside x, out differs from the result without out at element ${at}`);
    recorder.expect(firstDifference(beside.data, x.data) === -1, () => "x has been written to");
  });
  // The reference computes what is right here: for many numbers that takes longer than all else.
  const isShort = size < 100;
  if (isShort)
    await check(
      "changed",
      "inputs are read anew by each call, whatever their memory held before",
      (recorder) => checkChanged(context, recorder, each, call),
    );
  if (isShort && pass === "backward" && activation.definition.domain.kind === "pointwise")
    await check("same", "x may be dy too", (recorder) => checkSame(context, recorder, each, call));
  if (activation.definition.domain.kind === "axis" && activation.definition.domain.reduces === true) return;
  await check("in-place", "in place gives the same numbers", (recorder) =>
    checkInPlace(context, recorder, call, precision),
  );
}

/** The same tensors with other numbers in them, then another view of the same buffer. */
async function checkChanged(
  context: Context,
  recorder: CheckRecorder,
  { subject }: Each,
  usual: Call,
): Promise<void> {
  const call = { ...usual, options: { ...usual.options, ...tensorsFor(usual) } };
  const tensors = [call.x, call.dy, ...Object.values(call.options)].filter(Tensor.isTensor);
  const numbers = tensors.map(({ data }) => data.slice());
  await context.compare(recorder, subject, { ...call });
  for (const { data, dtype } of tensors) {
    if (data.length > 1) data.reverse();
    else data.set(tensorOf([0.5], dtype).data as never);
  }
  await context.compare(recorder, subject, { ...call });
  for (const [i, { data }] of tensors.entries()) data.set(numbers[i] as never);
  await context.compare(recorder, subject, { ...call });
  const { x } = call;
  const half = Math.floor(x.size / 2 / partsIn(call.activation, {})) * partsIn(call.activation, {});
  for (const start of [0, x.size - half]) {
    const part = new Tensor(x.dtype, [half], x.data.subarray(start, start + half) as TensorData);
    const options = completeOptions(call.activation.definition, {}, part);
    await context.compare(recorder, subject, callOf(call.activation, call.pass, { options, x: part }));
  }
}

/** A tensor of x's shape, with a number of its own for each element, for each option that can be one. */
function tensorsFor({ activation, x }: Call): Record<string, Tensor> {
  const numbers = Float64Array.from({ length: x.size }, (_, i) => 0.5 + i / (2 * x.size));
  const tensors = tensorOptionsOf(activation.definition);
  return Object.fromEntries(tensors.map(([name]) => [name, tensorOf(numbers, x.dtype, x.shape)]));
}

/** Backward with one tensor for both, as where a loss is half the sum of squares. */
async function checkSame(
  context: Context,
  recorder: CheckRecorder,
  { subject }: Each,
  call: Call,
): Promise<void> {
  await context.compare(recorder, subject, { ...call, dy: call.x });
}

/** The same call on other numbers. */
function otherCall(call: Call, pass: Pass): Call {
  const { activation, x, options } = call;
  const other = new Tensor(x.dtype, x.shape, x.data.slice().reverse() as typeof x.data);
  return callOf(activation, pass, { options, x: other });
}

function snapshot({ inputs }: KernelRequest): Uint8Array[] {
  return inputs.map(({ data }) => bytesOf(data).slice());
}

function same(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.every((bytes, i) => bytes.every((byte, j) => byte === b[i]?.[j]));
}

/** Outs in the middle of larger buffers, with ones around them, in the form in which a user would pass them. */
function framed(
  call: Call,
  results: readonly Tensor[],
): { out: unknown; buffers: TensorData[]; pads: TensorData[] } {
  const pads: TensorData[] = [];
  const buffers = results.map((result) => {
    const whole = result.data.slice(0, 0).constructor as new (length: number) => TensorData;
    const buffer = new whole(result.size + 6).fill(1);
    pads.push(buffer.subarray(0, 3), buffer.subarray(3 + result.size));
    return buffer.subarray(3, 3 + result.size);
  });
  const tensors = results.map(({ dtype, shape }, i) => new Tensor(dtype, shape, buffers[i] as TensorData));
  return { out: outOf(call, tensors), buffers, pads };
}

/** One tensor, or a record by name where backward has several results. */
export function outOf({ activation, pass }: Call, tensors: readonly Tensor[]): unknown {
  const { learned } = activation.definition;
  if (pass === "forward" || learned.length === 0) return tensors[0];
  return Object.fromEntries(["x", ...learned].map((name, i) => [name, tensors[i]]));
}

/** Memory for the results of a call, in the form in which a user would pass it. */
export function freshOut(call: Call): unknown {
  const { dtype } = call.x;
  const { shapes } = requestOf(call, "strict");
  const tensors = shapes.map(
    (shape) => new Tensor(dtype, shape, allocate(dtype, sizeOf(shape)) as TensorData),
  );
  return outOf(call, tensors);
}

/** Computes into the memory of x and, for backward, of dy. */
async function checkInPlace(
  context: Context,
  recorder: CheckRecorder,
  call: Call,
  precision: Each["precision"],
): Promise<void> {
  const expected = await context.run(call, precision);
  const size = (expected[0] as Tensor).size;
  for (const name of call.dy === undefined ? (["x"] as const) : (["x", "dy"] as const)) {
    const source = call[name] as Tensor;
    if (source.size !== size) continue;
    const copy = new Tensor(source.dtype, source.shape, source.data.slice() as typeof source.data);
    const first = copy.reshape((expected[0] as Tensor).shape);
    const moved: Call = { ...call, [name]: copy };
    const rest = expected
      .slice(1)
      .map(({ dtype, shape, data }) => new Tensor(dtype, shape, data.slice() as typeof data));
    const got = await context.run(moved, precision, outOf(moved, [first, ...rest]));
    for (const [i, tensor] of got.entries()) {
      const at = firstDifference(tensor.data, (expected[i] as Tensor).data);
      recorder.expect(at === -1, () => `in place of ${name}, result ${i} differs at element ${at}`);
    }
  }
}

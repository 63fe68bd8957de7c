import { type AnyActivation, allocate, codecOf, sizeOf, Tensor, type TensorData } from "@actfn/core";
import { errorMeasure } from "../../numbers/error.js";
import { showNumber } from "../../report/show-number.js";
import { execute, executeSync, requireSupport } from "../../run/backend-calls.js";
import { type Call, exactOf, requestOf } from "../../run/call.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { eachDifference, type Layout, repeatedCall, smallCall } from "../../subjects/repeated.js";
import type { Group } from "../group.js";
import { outOf } from "./aliasing.js";

/** Sizes around those at which backends have been seen to change their way: powers of two, their neighbors, primes. */
const borders = [2047, 2049, 4099, 16_385, 32_767, 32_769, 70_001];
/** Rows that fill no vector, a vector and a little, and several vectors. */
const lengths = [3, 33, 64];
/** Enough for several threads, and for each of them more than once. */
const shared = { size: { quick: 2 ** 14 + 3, full: 2 ** 17 + 3 }, calls: { quick: 4, full: 8 } };
/** Beyond what a 24-bit float counts, a grid of 65,535 blocks, or tiles of a million elements reach. */
const large = { some: 2 ** 22 + 2 ** 12 + 5, most: 2 ** 24 + 2 ** 14 + 5 };

/** Where a call reads from and writes to. */
const memories = ["fresh", "out", "in place"] as const;

/** Large tensors: nothing is lost between the vectors, tiles, pages and threads that a backend cuts its work into. */
export const sizes: Group = {
  id: "sizes",
  guarantee: "A result does not depend on the number of elements in the call, up to more than 2^22 elements.",
  run: async (context) => {
    const firsts = new Set(firstOfEachKind(context));
    const some = new Set(context.oneOfEachFamily());
    for (const each of context.each("sizes", { dtypes: ["float32"] })) {
      const { activation, pass, subject } = each;
      const isFirst = firsts.has(activation);
      const isPointwise = activation.definition.domain.kind === "pointwise";
      if (context.isQuick && !isFirst) continue;
      await context.check(
        { ...subject, tag: "borders" },
        "sizes around borders, in every memory",
        (recorder) => checkBorders(context, recorder, each),
      );
      if (some.has(activation)) {
        await context.check({ ...subject, tag: "threads" }, "call after call, alone or shared", (recorder) =>
          checkShared(context, recorder, each),
        );
      }
      // What a quick run has time for is to touch so much memory once in each precision.
      if (!isFirst || (context.isQuick && (pass === "backward" || !isPointwise))) continue;
      await context.check({ ...subject, tag: "large" }, "beyond 2^22 elements", (recorder) =>
        checkLarge(context, recorder, each),
      );
    }
  },
};

/** The first activation that is computed for each element, along an axis, and over parts, where there are such. */
function firstOfEachKind(context: Context): AnyActivation[] {
  const found = new Map<string, AnyActivation>();
  for (const activation of context.oneOfEachFamily()) {
    const { kind } = activation.definition.domain;
    if (!found.has(kind)) found.set(kind, activation);
  }
  return [...found.values()];
}

/** Sizes along the last axis and along another one, at every offset, into fresh memory, into `out` and in place. */
async function checkBorders(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const isPointwise = each.activation.definition.domain.kind === "pointwise";
  const smalls: Small[] = [];
  for (const length of isPointwise ? [1] : lengths)
    smalls.push(await runSmall(context, recorder, each, length));
  let turn = 0;
  for (const size of context.isQuick ? borders.slice(0, 3) : borders) {
    for (const inner of isPointwise ? [1] : [1, 5]) {
      for (const memory of memories) {
        const layout = { size, inner, offset: turn % 4 };
        const small = smalls[turn % smalls.length] as Small;
        await compareRepeated(context, recorder, each, small, layout, { memory, isSync: turn % 2 === 1 });
        turn++;
      }
    }
  }
}

/** The same call again and again: whoever decides by measuring tries each way. */
async function checkShared(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const effort = context.isQuick ? "quick" : "full";
  const layout = { size: shared.size[effort], inner: 1, offset: 1 };
  const small = await runSmall(context, recorder, each, 8);
  const how = { memory: "out", isSync: false, calls: shared.calls[effort] } as const;
  await compareRepeated(context, recorder, each, small, layout, how);
}

async function checkLarge(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const isPointwise = each.activation.definition.domain.kind === "pointwise";
  const size = context.isQuick || !isPointwise ? large.some : large.most;
  const small = await runSmall(context, recorder, each, 7);
  const how = { memory: "fresh", isSync: false } as const;
  await compareRepeated(context, recorder, each, small, { size, inner: 1, offset: 0 }, how);
}

/** A small call, and what the backend gives for it. */
interface Small {
  readonly call: Call;
  readonly alone: Tensor;
}

async function runSmall(
  context: Context,
  recorder: CheckRecorder,
  each: Each,
  length: number,
): Promise<Small> {
  const random = context.random({ ...each.subject, precision: "strict", tag: `${length}` });
  const call = smallCall(each, length, random);
  const [alone] = (await context.compare(recorder, each.subject, call)) as [Tensor, ...Tensor[]];
  return { call, alone };
}

/** Wrong elements of a call after which the others are not looked at. */
const enough = 1000;

interface How {
  readonly memory: (typeof memories)[number];
  readonly isSync: boolean;
  /** The number of calls. Default: 1; always 1 in place, where the first call overwrites the input. */
  readonly calls?: number;
}

/**
 * Compares a large call with a small one of the same numbers. Elements that are computed strictly, each for itself, have
 * the same bits; all others are within their bound.
 */
async function compareRepeated(
  context: Context,
  recorder: CheckRecorder,
  each: Each,
  small: Small,
  layout: Layout,
  { memory, isSync, calls = 1 }: How,
): Promise<void> {
  const call = repeatedCall(small.call, layout);
  const { backend } = context;
  const request = requestOf(call, each.precision, memory === "fresh" ? undefined : outFor(call, memory));
  requireSupport(backend, request);
  for (let turn = 0; turn < calls; turn++) {
    const got = isSync ? executeSync(backend, request) : undefined;
    const [result] = (got ?? (await execute(backend, request))) as [Tensor, ...Tensor[]];
    judge(context, recorder, each, small, layout.inner, result);
  }
}

/** What a user would pass as `out`: the memory of x or of dy where a result fits there, otherwise some in a larger buffer. */
function outFor(call: Call, memory: How["memory"]): unknown {
  const { shapes } = requestOf(call, "strict");
  const source = memory === "in place" ? (call.dy ?? call.x) : undefined;
  const tensors = shapes.map((shape, i) => {
    const size = sizeOf(shape);
    if (i === 0 && source?.size === size) return source.reshape(shape);
    const data = allocate(call.x.dtype, size + 3).subarray(3) as TensorData;
    return new Tensor(call.x.dtype, shape, data);
  });
  return outOf(call, tensors);
}

function judge(
  context: Context,
  recorder: CheckRecorder,
  { activation, precision, dtype, subject }: Each,
  { call, alone }: Small,
  inner: number,
  result: Tensor,
): void {
  const isForItself = activation.definition.domain.kind === "pointwise";
  const exact = exactOf(call);
  const bound = { ...context.boundOf(subject, call).bound, anyZero: !isForItself };
  const measure = errorMeasure(dtype, bound);
  const { decode } = codecOf(dtype);
  recorder.count(result.size);
  let wrong = 0;
  eachDifference(result, alone, inner, (element, source) => {
    const got = decode(result.data[element] as number);
    const right = exact.values[0]?.[source] as number;
    const ulp = measure(got, right, () => exact.terms()[0]?.[source] ?? 0);
    if (ulp <= bound.ulp && !(isForItself && precision === "strict")) return true;
    const x = alone.size === call.x.size ? decode(call.x.data[source] as number) : undefined;
    const message = (): string => {
      const before = decode(alone.data[source] as number);
      return `element ${element} of ${result.shape.join("×")} is ${showNumber(got, dtype)}; among ${alone.size} the same input gives ${showNumber(before, dtype)}`;
    };
    recorder.failAt(x, got, message, { ulp, absolute: Math.abs(got - right) });
    wrong++;
    return !recorder.hasFailed || wrong < enough;
  });
}

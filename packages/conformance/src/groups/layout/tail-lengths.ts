import type { AnyActivation, DType, Pass } from "@actfn/core";
import { Tensor } from "@actfn/core";
import { type Call, type Exact, exactOf } from "../../run/call.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, partsIn } from "../../subjects/arrange.js";
import { tensorOf } from "../../subjects/values.js";

const specials = [Number.NaN, Infinity, -0, -Infinity, 1e-40, -30];
const ordinary = 0.75;
const all = Array.from({ length: 33 }, (_, i) => i + 1);
const some = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];

/**
 * Lengths from 1 to 33 with a special value in every place: where a vector's body ends and its tail begins, nothing may
 * differ. The tensors lie at every offset in a larger buffer, as views do.
 */
export async function checkLanes(context: Context): Promise<void> {
  for (const each of context.each("shapes")) {
    const { activation, dtype, pass, subject } = each;
    const isFew = context.isQuick || dtype !== "float32" || activation.definition.domain.kind !== "pointwise";
    await context.check(
      { ...subject, tag: "lanes" },
      "lengths 1 to 33, a special value in every place, at any offset",
      async (recorder) => {
        const scalars = scalarsOf(activation, pass, dtype);
        for (const length of isFew ? some : all) {
          for (let lane = 0; lane < length; lane += context.isQuick ? 3 : 1) {
            const call = laneCall(each, length, lane);
            await context.compare(
              recorder,
              subject,
              call,
              scalars === undefined ? {} : { exact: scalars(call, lane) },
            );
          }
        }
      },
    );
  }
}

function laneCall({ activation, pass, dtype }: Each, length: number, lane: number): Call {
  const parts = partsIn(activation, {});
  const size = length * parts;
  const buffer = tensorOf(new Float64Array(size + 8).fill(ordinary), dtype);
  const offset = (length + lane) % 4;
  const special = tensorOf([specialAt(length, lane)], dtype);
  buffer.data[offset + lane] = special.data[0] as number;
  buffer.data[offset + size] = special.data[0] as number;
  const x = new Tensor(dtype, [size], buffer.data.subarray(offset, offset + size) as typeof buffer.data);
  return callOf(activation, pass, { options: completeOptions(activation.definition, {}, x), x });
}

function specialAt(length: number, lane: number): number {
  return specials[(length + lane) % specials.length] as number;
}

/** For a pointwise activation each element's exact value follows from that of single numbers, computed once. */
function scalarsOf(
  activation: AnyActivation,
  pass: Pass,
  dtype: DType,
): ((call: Call, lane: number) => Exact) | undefined {
  const { definition } = activation;
  if (definition.domain.kind !== "pointwise" || (pass === "backward" && definition.learned.length > 0))
    return undefined;
  const x = tensorOf([...specials, ordinary], dtype);
  const alone = exactOf(callOf(activation, pass, { options: completeOptions(definition, {}, x), x }));
  const pick = (from: Float64Array, call: Call, lane: number): Float64Array => {
    const values = new Float64Array(call.x.size).fill(from[specials.length] as number);
    values[lane] = from[(call.x.size + lane) % specials.length] as number;
    return values;
  };
  return (call, lane) => ({
    values: alone.values.map((values) => pick(values, call, lane)),
    terms: () => alone.terms().map((terms) => pick(terms, call, lane)),
  });
}

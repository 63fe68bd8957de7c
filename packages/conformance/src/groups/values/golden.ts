import { type AnyActivation, type Pass, type Precision, Tensor } from "@actfn/core";
import type { CaseBlock, CaseFile } from "../../cases/case-file.js";
import { fromHex } from "../../numbers/bits.js";
import { largestTerms } from "../../numbers/terms.js";
import { type Call, type Exact, exactOf, requestOf, widened } from "../../run/call.js";
import type { Context } from "../../run/context.js";
import type { Group } from "../group.js";

/** Blocks with more digits of input than this are left out of a quick run. */
const quickDigits = 8 * 500;

/** Results against values that mpmath computed with 80 digits. */
export const golden: Group = {
  id: "golden",
  guarantee:
    "Values and gradients are within their bounds, also at inputs at which implementations are known to fail.",
  run: async (context) => {
    for (const activation of context.activations()) {
      const { name } = activation.definition;
      const file = await context.parts.cases(name);
      if (file === undefined) continue;
      for (const [tag, blocks] of byTag(file, context)) {
        for (const pass of ["forward", "backward"] as const)
          await checkTag(context, activation, pass, tag, blocks);
      }
    }
  },
};

function byTag({ blocks }: CaseFile, context: Context): Map<string, CaseBlock[]> {
  const tags = new Map<string, CaseBlock[]>();
  for (const block of blocks) {
    if (!context.parts.dtypes.includes(block.dtype)) continue;
    if (context.isQuick && block.x.length > quickDigits) continue;
    const key = `${block.dtype} ${block.tag}`;
    tags.set(key, [...(tags.get(key) ?? []), block]);
  }
  return tags;
}

async function checkTag(
  context: Context,
  activation: AnyActivation,
  pass: Pass,
  key: string,
  blocks: readonly CaseBlock[],
): Promise<void> {
  const cases = blocks
    .filter(({ dx }) => pass === "forward" || dx !== undefined)
    .map((block) => ({ ...decode(activation, block, pass), source: block.source }));
  if (cases.length === 0) return;
  const { dtype, tag } = blocks[0] as CaseBlock;
  for (const precision of context.parts.precisions) {
    const subject = {
      group: "golden",
      activation: activation.definition.name,
      pass,
      dtype,
      precision,
      tag,
    } as const;
    await context.check(subject, `golden values, ${key}`, async (recorder) => {
      for (const { call, exact, source } of cases)
        await context.compare(recorder, subject, call, { exact, source });
    });
  }
}

/** A block as a call and what is right for it. */
export function decode(
  activation: AnyActivation,
  block: CaseBlock,
  pass: Pass,
): { call: Call; exact: Exact } {
  const { definition } = activation;
  const tensorFrom = (bits: string, shape?: readonly number[]): Tensor => {
    const data = fromHex(bits, block.dtype);
    return new Tensor(block.dtype, shape ?? [data.length], data);
  };
  const doubles = (bits: string): Float64Array => fromHex(bits, "float64") as Float64Array;
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(block.options)) {
    const isNumber = typeof value === "string" && definition.options[name]?.type === "number";
    options[name] = isNumber ? Number(value) : value;
  }
  for (const [name, { shape, bits }] of Object.entries(block.tensors ?? {}))
    options[name] = tensorFrom(bits, shape);
  const x = tensorFrom(block.x, block.shape);
  const outShape = block.yShape ?? x.shape;
  const dy = block.dy === undefined ? {} : { dy: tensorFrom(block.dy, outShape) };
  const call: Call = { activation, pass, options, x, ...(pass === "backward" ? dy : {}) };
  const values =
    pass === "forward"
      ? [doubles(block.y)]
      : [
          doubles(block.dx ?? ""),
          ...definition.learned.map((name, i) => {
            const bits = block.gradients?.[name];
            return bits === undefined ? (exactOf(call).values[i + 1] as Float64Array) : doubles(bits);
          }),
        ];
  return {
    call,
    exact: {
      values,
      terms: remember(() => largestTerms(widened(requestOf(call, "strict" satisfies Precision)))),
    },
  };
}

function remember<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

import { describe, expect, test } from "vitest";
import { type AnyActivation, catalogue, type DType, type Pass, Tensor, toRequest } from "../../src/index.js";
import { evaluateRequest } from "../../src/program/index.js";
import {
  type Block,
  blocksOf,
  decode,
  distance,
  namesWithCases,
  numbers,
  ones,
  optionsOf,
} from "./golden-cases.js";

/** One result of a block beside what is right. */
interface Result {
  readonly name: string;
  readonly got: readonly number[];
  readonly exact: Float64Array;
}

/** What the reference evaluation gives for a block: the value, or the gradients for x and for what is learned. */
function resultsOf({ definition }: AnyActivation, pass: Pass, block: Block): Result[] {
  const { dtype } = block;
  const make = (bits: string, shape?: readonly number[]): Tensor => {
    const data = decode(bits, dtype);
    return new Tensor(dtype, shape ?? [data.length], data);
  };
  const tensors = Object.entries(block.tensors ?? {}).map(([name, given]) => [
    name,
    make(given.bits, given.shape),
  ]);
  const options = { ...optionsOf(block), ...Object.fromEntries(tensors) };
  const x = make(block.x, block.shape);
  const exact = decode(block.y, "float64");
  const result = (name: string, answer: Tensor | undefined, right: Float64Array): Result => ({
    name,
    got: numbers((answer as Tensor).data, dtype),
    exact: right,
  });
  if (pass === "forward") {
    const [y] = evaluateRequest(toRequest({ definition, pass, x, options }, "strict"));
    return [result("y", y, exact)];
  }
  if (block.dx === undefined) return [];
  const shape = block.yShape ?? block.shape ?? [exact.length];
  const dy = block.dy === undefined ? ones(dtype, shape) : make(block.dy, shape);
  const [dx, ...rest] = evaluateRequest(toRequest({ definition, pass, x, dy, options }, "strict"));
  return [
    result("dx", dx, decode(block.dx, "float64")),
    ...definition.learned.flatMap((name, i) => {
      const bits = block.gradients?.[name];
      return bits === undefined ? [] : [result(name, rest[i], decode(bits, "float64"))];
    }),
  ];
}

/**
 * How many ulp a result may be off. float32 and float16 are computed in double and rounded once. A float64 has no wider
 * format: there a few roundings show, as many more as its logarithm tells where it is an exponential's, and digits that cancel
 * or that a subnormal does not have are lost.
 */
function bound(dtype: DType, pass: Pass, exact: number): number {
  if (dtype !== "float64") return pass === "forward" || dtype === "float16" ? 0.51 : 1;
  if (Math.abs(exact) < 2 ** -1010) return Infinity;
  return 4 + 2 * Math.abs(Math.log(Math.abs(exact)));
}

/** What may be lost where terms of the size of 1 cancel: nothing in float32's pointwise gradients, which keep their digits at the zeros of the derivative. */
function lossOf(activation: AnyActivation, dtype: DType, pass: Pass): number {
  if (pass === "forward") return 0;
  if (dtype === "float64") return 2 ** -46;
  return activation.definition.domain.kind === "axis" ? 2 ** -45 : 0;
}

function complaints(activation: AnyActivation, pass: Pass): string[] {
  const found: string[] = [];
  for (const block of blocksOf(activation.definition.name)) {
    const { dtype, tag } = block;
    const x = numbers(decode(block.x, dtype), dtype);
    for (const { name, got, exact } of resultsOf(activation, pass, block)) {
      for (const [i, value] of got.entries()) {
        const right = exact[i] as number;
        const ulp = distance(value, right, dtype);
        if (ulp === 0 || (Number.isFinite(ulp) && ulp <= bound(dtype, pass, right))) continue;
        if (
          Math.abs(value - right) <=
          lossOf(activation, dtype, pass) * Math.max(1, Math.abs(x[i] as number))
        )
          continue;
        const options = JSON.stringify(block.options);
        found.push(
          `${dtype} ${tag} ${options} ${name}[${i}], x = ${x[i]}: ${value}, exactly ${right} (${ulp} ulp)`,
        );
      }
    }
  }
  return found;
}

describe("the reference evaluation meets the golden values", () => {
  test("every activation has some, and every file has its activation", () => {
    expect([...namesWithCases].sort()).toEqual(catalogue.map(({ definition }) => definition.name).sort());
  });

  for (const activation of catalogue) {
    test(`${activation.definition.name}, forward`, () => {
      expect(complaints(activation, "forward")).toEqual([]);
    });
    test(`${activation.definition.name}, backward`, () => {
      expect(complaints(activation, "backward")).toEqual([]);
    });
  }
});

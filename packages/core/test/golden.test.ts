import { describe, expect, test } from "vitest";
import {
  type AnyActivation,
  catalogue,
  evaluateRequest,
  type Pass,
  Tensor,
  toRequest,
} from "../src/index.js";
import {
  type Block,
  blocksOf,
  decode,
  distance,
  namesWithCases,
  numbers,
  optionsOf,
} from "./golden-cases.js";

/** The largest distance of a block's results from the exact ones, and where it is. */
interface Worst {
  ulp: number;
  where: string;
}

function worstOf(activation: AnyActivation, pass: Pass, wanted: (block: Block) => boolean): Worst {
  const worst: Worst = { ulp: 0, where: "" };
  for (const block of blocksOf(activation.definition.name).filter(wanted)) {
    for (const { name, got, exact } of results(activation, pass, block)) {
      const x = numbers(decode(block.x, block.dtype), block.dtype);
      for (const [i, value] of got.entries()) {
        const ulp = distance(value, exact[i] as number, block.dtype);
        if (ulp <= worst.ulp) continue;
        worst.ulp = ulp;
        worst.where = `${block.tag} ${JSON.stringify(block.options)} ${name}[${i}] at x = ${x[i]}: ${value}, exactly ${exact[i]}`;
      }
    }
  }
  return worst;
}

/** What the reference evaluation gives for a block beside what is right, result by result. */
function* results(
  { definition }: AnyActivation,
  pass: Pass,
  block: Block,
): Generator<{ name: string; got: number[]; exact: Float64Array }> {
  const { dtype } = block;
  const make = (bits: string, shape?: readonly number[]): Tensor => {
    const data = decode(bits, dtype);
    return new Tensor(dtype, shape ?? [data.length], data);
  };
  const tensors = Object.entries(block.tensors ?? {}).map(([name, { shape, bits }]) => [
    name,
    make(bits, shape),
  ]);
  const options = { ...optionsOf(block), ...Object.fromEntries(tensors) };
  const x = make(block.x, block.shape);
  const y = decode(block.y, "float64");
  if (pass === "forward") {
    const [answer] = evaluateRequest(toRequest({ definition, pass, x, options }, "strict"));
    yield { name: "y", got: numbers((answer as Tensor).data, dtype), exact: y };
    return;
  }
  if (block.dx === undefined) return;
  const ones = { float16: 0x3c00, float32: 1, float64: 1 }[dtype];
  const shape = block.yShape ?? block.shape ?? [y.length];
  const dy =
    block.dy === undefined
      ? new Tensor(dtype, shape, decode("0".repeat((block.x.length / x.size) * y.length), dtype).fill(ones))
      : make(block.dy, shape);
  const answers = evaluateRequest(toRequest({ definition, pass, x, dy, options }, "strict"));
  yield { name: "dx", got: numbers((answers[0] as Tensor).data, dtype), exact: decode(block.dx, "float64") };
  for (const [i, name] of definition.learnt.entries()) {
    const bits = block.gradients?.[name];
    if (bits === undefined) continue;
    yield { name, got: numbers((answers[i + 1] as Tensor).data, dtype), exact: decode(bits, "float64") };
  }
}

describe("the reference evaluation meets the golden values", () => {
  test("every activation has some, and every file has its activation", () => {
    expect([...namesWithCases].sort()).toEqual(catalogue.map(({ definition }) => definition.name).sort());
  });

  for (const activation of catalogue) {
    const { name } = activation.definition;
    test.skipIf(process.env["ACTFN_GOLDEN"] === undefined)(name, () => {
      const line = (["float32", "float64", "float16"] as const).flatMap((dtype) =>
        (["forward", "backward"] as const).map((pass) => {
          const w = worstOf(activation, pass, (block) => block.dtype === dtype);
          return `${w.ulp.toFixed(4)}${w.ulp > (dtype === "float64" ? 4 : pass === "forward" ? 0.51 : 1) ? `  [${dtype} ${pass} ${w.where}]\n   ` : ""}`;
        }),
      );
      console.log(`GOLD ${name.padEnd(16)} ${line.join(" ")}`);
    });
  }
});

import { type KernelRequest, Tensor, type TensorData } from "@actfn/core";
import { expect, test } from "vitest";
import { checkBackend, explain } from "../src/index.js";
import { fresh } from "./mutants/mutant.js";
import { MutantBackend } from "./mutants/mutant-backend.js";

/** Sums the gradients of learned options over the even elements and over the odd ones, and then adds both. */
class OtherOrder extends MutantBackend {
  override executeSync(request: KernelRequest): Tensor[] {
    const dy = request.inputs.at(-1) as Tensor;
    const areFinite = request.inputs.every(({ data }) => data.every(Number.isFinite));
    if (request.pass === "forward" || request.shapes.length === 1 || !areFinite)
      return super.executeSync(request);
    const [all, even, odd] = [() => true, (i: number) => i % 2 === 0, (i: number) => i % 2 === 1].map(
      (isAmong) => {
        const some = dy.data.map((value: number, i: number) => (isAmong(i) ? value : 0)) as TensorData;
        const inputs = [...request.inputs.slice(0, -1), new Tensor(dy.dtype, dy.shape, some)];
        return super.executeSync({ ...fresh(request), inputs });
      },
    ) as [Tensor[], Tensor[], Tensor[]];
    return all.map((result, i) => {
      const out = request.outputs[i] ?? result;
      for (let j = 0; j < result.size; j++)
        out.data[j] =
          i === 0 ? (result.data[j] as number) : (even[i]?.data[j] as number) + (odd[i]?.data[j] as number);
      return out;
    });
  }
}

test("the order in which the gradients of learned options are summed is the backend's own", async () => {
  const report = await checkBackend(() => new OtherOrder(), {
    groups: ["golden", "shapes", "options", "aliasing", "gradients"],
    activations: ["dyt", "frelu", "prelu"],
    dtypes: ["float64"],
  });
  expect(explain(report)).toEqual([]);
}, 120_000);

import {
  type Backend,
  createRuntime,
  gelu,
  type KernelRequest,
  ProbeError,
  relu,
  sigmoid,
  type Tensor,
  tanh,
} from "@actfn/core";
import { reference } from "@actfn/core/program";
import { expect, test } from "vitest";
import { conformanceProbe } from "../src/index.js";
import { IdleBackend } from "./mutants/idle-backend.js";
import { MutantBackend } from "./mutants/mutant-backend.js";

/** Right where the runtime's own probe looks, wrong in sigmoid's tail. */
class WrongInTheTail extends MutantBackend {
  override async execute(request: KernelRequest): Promise<Tensor[]> {
    const [y, ...others] = (await super.execute(request)) as [Tensor, ...Tensor[]];
    if (request.activation === sigmoid.definition && request.pass === "forward") {
      for (let i = 0; i < y.size; i++) if ((y.data[i] as number) < 1e-20) y.data[i] = 0;
    }
    return [y, ...others];
  }
}

const probe = conformanceProbe({ activations: [relu, sigmoid], precisions: ["strict"], groups: ["golden"] });

test("as a probe it lets a right backend into use", async () => {
  const [before, next] = [reference(), reference()];
  const runtime = createRuntime({ backends: [before] });
  expect(await runtime.use(next, { probe })).toEqual([next]);
});

test("it keeps a wrong one out, says what is wrong, and everything stays as it was", async () => {
  const before = reference();
  const runtime = createRuntime({ backends: [before] });
  const swap = runtime.use(new WrongInTheTail(), { probe });
  await expect(swap).rejects.toThrow(ProbeError);
  await expect(swap).rejects.toThrow(/sigmoid forward float32.*got 0/s);
  expect(runtime.backends).toEqual([before]);
  expect(await runtime.forward(relu, new Float32Array([-1, 2]))).toEqual(new Float32Array([0, 2]));
});

test("it tells each failure in lines of its own, and of many the first ones", async () => {
  const zeros = async (backend: Backend): Promise<void> => {
    await conformanceProbe({ activations: [relu, sigmoid, tanh, gelu], groups: ["golden"] })(backend);
  };
  const error: unknown = await zeros(new IdleBackend()).catch((reason: unknown) => reason);
  expect(ProbeError.isInstance(error)).toBe(true);
  const told = (error as ProbeError).message.split("\n").filter((line) => line.startsWith("golden "));
  expect(told).toHaveLength(5);
  expect((error as ProbeError).message).toMatch(/\n… and \d+ more; checkBackend\(\) tells all\.\n/);
});

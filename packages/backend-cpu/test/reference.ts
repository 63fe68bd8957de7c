import * as core from "@actfn/core";
import {
  type Activation,
  type Backend,
  createRuntime,
  type Precision,
  type Runtime,
  Tensor,
  tensorOptionsOf,
} from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** A backend that interprets in TypeScript, which is what others are held against. */
export const reference: Backend = {
  contract: "v1",
  name: "reference",
  info: { version: "0", runtime: "TypeScript", device: "cpu", threads: 1, native: [] },
  supports: () => ({ status: "lowered" }),
  execute: async (request) => evaluateRequest(request),
  executeSync: (request) => evaluateRequest(request),
  dispose: async () => undefined,
};

/** A runtime on the reference. */
export const strictReference: Runtime = createRuntime({ backends: [reference], precision: "strict" });

/** A runtime on one backend. */
export function runtimeOn(backend: Backend, precision: Precision): Runtime {
  return createRuntime({ backends: [backend], precision });
}

/** Every activation of the catalogue, without those that draw random numbers for each call. */
export const activations: readonly Activation[] = [
  ...new Set(
    Object.values(core).filter(
      (value): value is Activation => typeof value === "function" && "definition" in value,
    ),
  ),
].filter(({ definition }) => definition.family !== "random");

/** A value for each tensor option that is the same number in every dtype; the other options have their defaults. */
export function requiredOptions({ definition }: Activation): Record<string, number> {
  const tensors = tensorOptionsOf(definition);
  return Object.fromEntries(tensors.map(([name]) => [name, 0.25]));
}

/** The tensors of an answer: one, or for a gradient with learned options one by name. */
export function tensorsOf(answer: unknown): Tensor[] {
  return Tensor.isTensor(answer) ? [answer] : Object.values(answer as Record<string, Tensor>);
}

/** The first place where two answers differ in a bit other than NaN's, in words; undefined where there is none. */
export function firstDifference(wanted: unknown, got: unknown): string | undefined {
  const results = tensorsOf(got);
  for (const [k, tensor] of tensorsOf(wanted).entries()) {
    for (const [i, value] of tensor.data.entries()) {
      const found = results[k]?.data[i];
      if (!Object.is(value, found)) return `result ${k}, element ${i}: ${found} instead of ${value}`;
    }
  }
  return undefined;
}

import { catalogue, type Definition, type KernelRequest, type Pass } from "@actfn/core";
import { interpretBoth, Programs } from "@actfn/core/float32";
import { answers, kernelOf, probeInputs, uniformSamples } from "@actfn/core/program";
import { describe, expect, it } from "vitest";

const [cheapest, complete] = (["cheapest", "complete"] as const).map(
  (kind) => new Programs(interpretBoth, kind),
) as [Programs, Programs];

function requestFor(activation: Definition, pass: Pass): KernelRequest {
  const options = Object.fromEntries(
    Object.entries(activation.options).flatMap(([name, spec]) =>
      spec.type === "tensor" ? [] : [[name, spec.default]],
    ),
  );
  return { activation, options, pass, precision: "fast", dtype: "float32" } as unknown as KernelRequest;
}

const elementwise = catalogue
  .map(({ definition }) => definition)
  .filter(({ domain }) => domain.kind !== "axis");

describe.each(["forward", "backward"] as const)("%s: the guards that do not lean on infinities", (pass) => {
  it("are there wherever the cheapest ones are, and give the same infinities and NaN", () => {
    for (const definition of elementwise) {
      const request = requestFor(definition, pass);
      const kernel = kernelOf(request);
      const [cheap, whole] = [cheapest, complete].map((programs) => programs.elements(kernel, request).made);
      expect([definition.name, whole?.format]).toEqual([definition.name, cheap?.format]);
      if (cheap?.format !== "float32" || whole === undefined) continue;
      const probes = probeInputs(cheap.inputs, uniformSamples(kernel, "float32"));
      const [wanted, got] = [cheap, whole].map((made) => answers(made, probes, "float32"));
      for (const [j, values] of (wanted ?? []).entries()) {
        for (const [i, value] of values.entries()) {
          const found = got?.[j]?.[i] as number;
          const at = probes.map((column) => column[i]).join();
          const isSpecial = !Number.isFinite(value) || !Number.isFinite(found);
          if (isSpecial) expect(found, `${definition.name} at ${at}`).toBe(value);
        }
      }
    }
  });
});

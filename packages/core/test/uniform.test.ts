import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue, type Definition, type DType, type Pass, Tensor, toRequest } from "../src/index.js";
import { evaluateRequest } from "../src/program/evaluate-request.js";
import { cast } from "../src/tensor/cast.js";
import { numberOptionsOf } from "./number-options.js";

const varied = catalogue
  .map(({ definition }) => definition as Definition)
  .filter((definition) => numberOptionsOf(definition).length > 0);

/** The same activation with other defaults: at these its options are constants of the kernel. */
function withDefaults(definition: Definition, values: Readonly<Record<string, number>>): Definition {
  const options = Object.entries(definition.options).map(([name, spec]) => [
    name,
    name in values ? { ...spec, default: values[name] } : spec,
  ]);
  return { ...definition, options: Object.fromEntries(options) };
}

const inputs = [
  ...[0, -0, 1, -1, 0.5, -0.5, 0.1, -0.1, 3, -7.25, 20.5, -33, 88, -104, 1e-3, 1e-30, -1e-30, 1e30, -1e30],
  ...[Infinity, -Infinity, NaN, 1e-42, Math.LN2, -1.7, 2.4, -2.4, 12.5],
];

function run(definition: Definition, options: object, pass: Pass, dtype: DType): Tensor[] {
  const shape = [2, 2, 7];
  const x = cast(new Tensor("float64", shape, Float64Array.from(inputs)), dtype);
  const tensors = Object.entries(definition.options).flatMap(([name, spec]) =>
    spec.type === "tensor" ? [[name, 0.7]] : [],
  );
  const given = { ...Object.fromEntries(tensors), ...options };
  const forward = toRequest({ definition, pass: "forward", x, options: given }, "strict");
  if (pass === "forward") return evaluateRequest(forward);
  const size = (forward.shapes[0] as readonly number[]).reduce((product, length) => product * length, 1);
  const dy = Float64Array.from({ length: size }, (_, i) => 1.25 - 0.3 * (i % 7));
  const cotangent = cast(new Tensor("float64", forward.shapes[0] as number[], dy), dtype);
  return evaluateRequest(toRequest({ definition, pass, x, dy: cotangent, options: given }, "strict"));
}

describe.each(varied.map((definition) => [definition.name, definition] as const))("%s", (_, definition) => {
  test.each(["float32", "float64", "bfloat16"] as const)(
    "gives the same bits for options that are inputs of its kernel as for constants, in %s",
    (dtype) => {
      fc.assert(
        fc.property(validOptions(definition), (options) => {
          for (const pass of ["forward", "backward"] as const) {
            const constants = run(withDefaults(definition, options), {}, pass, dtype);
            const uniforms = run(definition, options, pass, dtype);
            for (const [i, { data }] of constants.entries()) {
              expect({ pass, options, data: [...(uniforms[i] as Tensor).data] }).toEqual({
                pass,
                options,
                data: [...data],
              });
            }
          }
        }),
        { seed: 14, numRuns: 12 },
      );
    },
  );
});

function validOptions(definition: Definition): fc.Arbitrary<Record<string, number>> {
  const value = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(0, 1, -1, 2, -2, 0.5, -0.5, 0.75, 3, 7, 20, -0) },
    { weight: 2, arbitrary: fc.double({ min: -16, max: 16, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constantFrom(1e-40, 1e-12, 1e12, 1e38, 5e-324, 1e300, -1e-12, -1e12) },
  );
  const options = numberOptionsOf(definition).map(({ name, accepts }) => {
    return [name, value.filter((candidate) => accepts(candidate))] as const;
  });
  return fc.record(Object.fromEntries(options)).filter((values) => {
    try {
      definition.check?.(values);
      return true;
    } catch {
      return false;
    }
  });
}

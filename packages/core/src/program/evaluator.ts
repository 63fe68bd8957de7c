import type { Pass } from "../backend/backend.js";
import type { Definition } from "../definition/definition.js";
import type { Kernel } from "../request/kernel.js";
import { uniformValue } from "../request/uniform.js";
import type { DType, Format } from "../tensor/dtype.js";
import { type Arithmetic, strictArithmetic } from "./arithmetic.js";
import { guardsOf } from "./guard.js";
import { guarded, type Roles } from "./guarded.js";
import { type Evaluator, interpret } from "./interpret.js";
import { lower } from "./lower.js";
import type { Program } from "./program.js";
import { interpretRows } from "./rows/interpret-rows.js";
import { planRow, type RowPlan } from "./rows/stages.js";

/** What a kernel runs as: one program for each element, or passes over a row. */
export type Plan =
  | { readonly kind: "elements"; readonly program: Program }
  | { readonly kind: "rows"; readonly plan: RowPlan };

/**
 * Lowers a kernel, with guards for NaN and the infinities where it is pointwise. `keep` allows passes over a row to leave
 * values for later ones, where there is memory for them.
 */
export function planKernel(
  kernel: Kernel,
  domain: Definition["domain"],
  dtype: DType,
  arithmetic: Arithmetic,
  keep = true,
): Plan {
  if (domain.kind !== "axis") {
    const bare = lowerKernel(kernel, arithmetic);
    const roles = rolesOf(kernel, arithmetic.format);
    return { kind: "elements", program: guarded(bare, guardsOf(bare, dtype, roles), roles) };
  }
  const inputs = kernel.inputs.map(({ name }) => name);
  const expressions = kernel.outputs.map(({ expression }) => expression);
  const isOne = kernel.inputs.filter(({ access }) => access === "row" || access === "uniform");
  const uniform = new Set(isOne.map(({ name }) => name));
  return { kind: "rows", plan: planRow(expressions, inputs, { arithmetic, uniform, keep }) };
}

/** A pointwise or grouped kernel as one program, still without guards. */
export function lowerKernel({ inputs, outputs }: Kernel, arithmetic: Arithmetic): Program {
  return lower(
    outputs.map(({ expression }) => expression),
    inputs.map(({ name }) => name),
    arithmetic,
  );
}

/** What a kernel's inputs are to the guards around its program, which computes in a format. */
export function rolesOf(kernel: Kernel, format: Format): Roles {
  const { inputs, outputs, cotangents } = kernel;
  return {
    elements: inputs.filter(({ tensor }) => tensor === 0).map(({ name }) => name),
    cotangents,
    expressions: outputs.map(({ expression }) => expression),
    uniforms: uniformSamples(kernel, format),
  };
}

/** The numbers that programs of a format read from a kernel's uniform inputs, by name, for each of its samples. */
export function uniformSamples({ inputs, samples }: Kernel, format: Format): Roles["uniforms"] {
  return samples.map((sample) =>
    Object.fromEntries(
      inputs.flatMap(({ name, uniform }) =>
        uniform === undefined ? [] : [[name, uniformValue(uniform, sample, format)]],
      ),
    ),
  );
}

/**
 * The reference evaluation of a kernel, in doubles that are still to be rounded to the dtype.
 *
 * `run(inputs, outputs, length)` computes `length` elements, or one row of `length` for an axis activation. `inputs[i]` holds
 * the values of `kernel.inputs[i]`: `length` of them, or one where its access is `row` or `uniform`; 0, 1, … where it is
 * `index`; `broadcast` ones spread out to the elements. `outputs[j]` receives the values of `kernel.outputs[j]`: `length`, or one for `row`.
 * For `broadcast` outputs these are the terms, to be summed in double in the order of the elements.
 */
export function evaluatorOf(
  kernel: Kernel,
  domain: Definition["domain"],
  dtype: DType,
  pass: Pass,
): Evaluator {
  const plan = planKernel(kernel, domain, dtype, strictArithmetic(dtype, pass));
  if (plan.kind === "rows") return interpretRows(plan.plan);
  return interpret(
    plan.program,
    kernel.inputs.map(({ access }) => access === "uniform"),
  );
}

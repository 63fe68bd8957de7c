import { type AnyActivation, type FormulaSheet, formulaSheet } from "@actfn/core";
import type { OptionValues } from "@actfn/plot";
import { jacobianOf } from "./jacobians.js";
import { typeset } from "./typeset.js";

/** All formulas of an activation, with an option or more chosen; that of a row has its Jacobian. */
export function sheetOf(activation: AnyActivation, options: OptionValues = {}): FormulaSheet {
  const { definition } = activation;
  // Any axis prints the same formula; the default of some needs more axes than a formula has.
  const axis = "axis" in definition.options ? { axis: 1 } : {};
  const preset = { ...activation.preset, ...axis, ...options };
  const sheet = formulaSheet({ definition, preset });
  const jacobian = jacobianOf(definition.name, preset as OptionValues);
  if (jacobian === undefined) return sheet;
  const result = sheet.value.startsWith("f(x)_i") ? "f(x)_i" : "f(x)";
  const passedOn =
    jacobian.passedOn === undefined ? [] : [`\\text{passed on in its place: } ${jacobian.passedOn}`];
  return {
    value: sheet.value,
    slopes: [`\\frac{\\partial ${result}}{\\partial x_j} = ${jacobian.tex}`, ...passedOn],
    where: [...sheet.where, ...jacobian.where],
  };
}

/** The sheets of an activation: one, or one for each word that an option may be, with that choice. */
export function sheetsOf(
  activation: AnyActivation,
): readonly { readonly choice?: readonly [option: string, word: string]; readonly sheet: FormulaSheet }[] {
  const choices = Object.entries(activation.definition.options).flatMap(([name, spec]) =>
    spec.type === "choice" ? spec.choices.map((word) => [name, word] as const) : [],
  );
  if (choices.length === 0) return [{ sheet: sheetOf(activation) }];
  return choices.map(([name, word]) => ({
    choice: [name, word],
    sheet: sheetOf(activation, { [name]: word }),
  }));
}

/** A sheet as HTML. */
export function typesetSheet({ value, slopes, where }: FormulaSheet): string {
  const explained = where.map((line) => typeset(line)).join("");
  return (
    [value, ...slopes].map((line) => typeset(line)).join("") +
    (where.length === 0 ? "" : `<div class="where"><span>where</span><div>${explained}</div></div>`)
  );
}

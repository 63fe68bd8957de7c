import type { Primitive } from "../expression/expression.js";

/** A function that formulas call by its name. */
export interface NamedFunction {
  /** Its name as TeX. */
  readonly symbol: string;
  /** What it is at `u`, as TeX; absent for those that every reader knows. */
  readonly at?: (u: string) => string;
}

/** The primitives that are printed as a name with an argument. */
export const namedFunctions: Partial<Record<Primitive, NamedFunction>> = {
  sin: { symbol: "\\sin" },
  cos: { symbol: "\\cos" },
  log: { symbol: "\\ln" },
  min: { symbol: "\\min" },
  max: { symbol: "\\max" },
  atan: { symbol: "\\arctan", at: (u) => `\\int_0^{${u}} \\frac{dt}{1 + t^2}` },
  tanh: { symbol: "\\tanh", at: (u) => `\\frac{e^{${u}} - e^{-${u}}}{e^{${u}} + e^{-${u}}}` },
  sech: { symbol: "\\operatorname{sech}", at: (u) => `\\frac{2}{e^{${u}} + e^{-${u}}}` },
  sigmoid: { symbol: "\\sigma", at: (u) => `\\frac{1}{1 + e^{-${u}}}` },
  softplus: { symbol: "\\operatorname{softplus}", at: (u) => `\\ln\\left(1 + e^{${u}}\\right)` },
  erf: {
    symbol: "\\operatorname{erf}",
    at: (u) => `\\frac{2}{\\sqrt{\\pi}} \\int_0^{${u}} e^{-t^2}\\,dt`,
  },
  normalCdf: {
    symbol: "\\Phi",
    at: (u) => `\\frac{1}{\\sqrt{2\\pi}} \\int_{-\\infty}^{${u}} e^{-t^2/2}\\,dt`,
  },
  normalPdf: { symbol: "\\varphi", at: (u) => `\\frac{1}{\\sqrt{2\\pi}}\\,e^{-${u}^2/2}` },
  sign: {
    symbol: "\\operatorname{sgn}",
    at: (u) =>
      `\\begin{cases} -1 & \\text{if } ${u} < 0 \\\\ 0 & \\text{if } ${u} = 0 \\\\ 1 & \\text{if } ${u} > 0 \\end{cases}`,
  },
};

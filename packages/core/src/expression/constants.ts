import { type ConstantExpression, constant } from "./expression.js";

/** 2/√π, the slope of the error function at 0. */
export const twoOverRootPi: ConstantExpression = constant(2 / Math.sqrt(Math.PI), "\\tfrac{2}{\\sqrt{\\pi}}");

import { interpret, uniformValue } from "../index.js";
import type { PrepareBoth } from "./programs.js";

/** Runs both programs in TypeScript: for backends that cannot wait for their own kernels, and give the same bits as the interpreter. */
export const interpretBoth: PrepareBoth = ({ inputs }, fast, strict) => {
  const isUniform = inputs.map(({ access }) => access === "uniform");
  const [runFast, runStrict] = [interpret(fast, isUniform), interpret(strict, isUniform)];
  return (given, options) => {
    const length = given[0]?.length ?? 0;
    const supplied = (format: "float32" | "float64"): Float64Array[] =>
      inputs.map(({ uniform }, i) =>
        uniform === undefined
          ? Float64Array.from(given[i] as Float32Array)
          : Float64Array.of(uniformValue(uniform, options, format)),
      );
    const got = fast.outputs.map(() => new Float64Array(length));
    const wanted = strict.outputs.map(() => new Float64Array(length));
    runFast(supplied("float32"), got, length);
    runStrict(supplied("float64"), wanted, length);
    return { got: got.map((values) => Float32Array.from(values)), wanted };
  };
};

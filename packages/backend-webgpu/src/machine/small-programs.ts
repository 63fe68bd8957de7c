import { type Builder, type Program, Builder as ProgramBuilder, type Value } from "@actfn/core/program";
import { type Assembled, assemble } from "./assembler.js";

function made(
  inputs: readonly string[],
  write: (builder: Builder, values: readonly Value[]) => Value[],
): Assembled {
  const builder = new ProgramBuilder("float64");
  const program: Program = builder.program(
    write(
      builder,
      inputs.map((name) => builder.input(name)),
    ),
    inputs,
  );
  return assemble(program);
}

/** A number as it is: rounds a sum to the numbers of a tensor. */
export const copied: Assembled = made(["sum"], (_, values) => [...values]);

/** Where Newton's method for a threshold starts: the largest number of a row less 1. */
export const firstThreshold: Assembled = made(["largest"], (builder, [largest]) => [
  builder.sub(largest as Value, builder.constant(1)),
]);

/** A step of it, and 1 as long as the threshold grows; see `Stage` of core. */
export const nextThreshold: Assembled = made(["threshold", "excess", "slope"], (builder, values) => {
  const [threshold, excess, slope] = values as [Value, Value, Value];
  const next = builder.add(threshold, builder.div(builder.sub(excess, builder.constant(1)), slope));
  const grows = builder.less(threshold, next);
  return [builder.select(grows, next, threshold), builder.number(grows)];
});

import { defineActivation, formula, mul, sigmoid, tanh } from "@actfn/core";
import { display, plot, tex } from "@actfn/kernel";

// A name and an expression make an activation: its gradient, kernels and formula follow.
const mine = defineActivation({
  name: "mine",
  expression: ({ x }) => mul(mul(x, sigmoid(x)), tanh(x)),
});

console.log((await mine([-2, -1, 0, 1, 2])).toArray());
await display(tex`f'(x) = ${formula(mine, 1)}`);
await display(plot(mine));

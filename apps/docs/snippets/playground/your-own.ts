import { defineActivation, formula, mul, sigmoid, tanh } from "@actfn/core";
import { display, plot, tex } from "@actfn/kernel";

// Three lines make an activation: its gradient, kernels and formula follow.
const mine = defineActivation({
  name: "mine",
  title: "Mine",
  summary: "x times two gates.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(mul(x, sigmoid(x)), tanh(x)),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentred: false,
    saturates: "left",
    cost: "several",
  },
});

console.log((await mine([-2, -1, 0, 1, 2])).toArray());
await display(tex`f'(x) = ${formula(mine, 1)}`);
await display(plot(mine));

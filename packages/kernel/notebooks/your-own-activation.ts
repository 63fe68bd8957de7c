// %% [markdown]
// # Your own activation
//
// Define an activation once, as an expression, and everything else is derived: its value on every backend, its exact
// gradient, its formula, its plot, its export. It can do everything that the built-in ones can.
//
// The example is a "soft clip", $\beta \tanh(x / \beta)$: about $x$ for small $x$, and close to $\pm\beta$ for large $|x|$.

// %%
import { div, mul } from "@actfn/core";

await use(cpu());

const softClip = defineActivation<{ beta?: number }>({
  name: "softClip",
  title: "Soft clip",
  summary: "x near zero, bending toward ±β far out.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {
    beta: { type: "number", default: 2, tex: "\\beta", description: "The bound.", shown: [0.5, 4] },
  },
  expression: ({ x, beta }) => mul(beta, tanh(div(x, beta))),
  properties: {
    range: { lower: -2, upper: 2, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    cost: "exponential",
  },
});
softClip;

// %% [markdown]
// ## It runs like a built-in
//
// On typed arrays and tensors, forward and backward, with its option in the call or fixed by `with`.

// %%
const x = Float32Array.from({ length: 9 }, (_, i) => i - 4);
console.log("value   ", await softClip(x));
console.log("gradient", await softClip.backward(x, new Float32Array(9).fill(1)));
await softClip.with({ beta: 1 })([[-3, 0, 3]]);

// %%
plot.slider(softClip, "beta");

// %% [markdown]
// ## Its gradient
//
// It is derived from the expression. Differences of values agree with it:

// %%
const points = Float64Array.from({ length: 7 }, (_, i) => i - 3);
const step = 1e-5;
const slopes = await softClip.backward(points, new Float64Array(7).fill(1));
const ahead = await softClip(points.map((value) => value + step));
const behind = await softClip(points.map((value) => value - step));
table(
  [...points].map((value, i) => ({
    x: value,
    derived: slopes[i],
    differences: (ahead[i]! - behind[i]!) / (2 * step),
  })),
);

// %% [markdown]
// ## It trains
//
// In the same network as tanh and ReLU.

// %%
await lab.race([softClip, tanh, relu], { train: 3000, epochs: 1 });

// %% [markdown]
// ## And it runs on the other backend
//
// ONNX has no operator for it. The expression is lowered to a graph of ONNX operators.

// %%
const byCpu = await softClip(x);
await use(onnx());
const byOnnx = await softClip(x);
console.log("largest difference:", Math.max(...byCpu.map((value, i) => Math.abs(value - byOnnx[i]!))));

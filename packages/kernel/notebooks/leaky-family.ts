// %% [markdown]
// # Leaky ReLU, PReLU, RReLU and FReLU
//
// A ReLU unit that is negative for every example has slope zero for every example: no gradient reaches its weights, and it
// stays as it is. The family of this chapter lets a little through on the left.
//
// | | slope on the left |
// |---|---|
// | **Leaky ReLU** | fixed, 0.01 |
// | **PReLU** | learned, one for all or one per channel |
// | **RReLU** | drawn at random while training, its mean when evaluating |
// | **FReLU** | that of a small convolution around the number (Funnel ReLU) |

// %%
await use(cpu());
plot.family(leakyRelu, "negativeSlope", [0, 0.01, 0.1, 0.3]);

// %% [markdown]
// ## The slope is a choice, and frameworks differ
//
// PyTorch, JAX and ONNX take 0.01; Keras' function takes 0.2 and its layer 0.3. A model that is moved from one to the
// other without saying so is another model. In actfn you say it, once:

// %%
const kerasLeaky = leakyRelu.with({ negativeSlope: 0.2 });
compare([leakyRelu, kerasLeaky]);

// %% [markdown]
// ## Dying, and not dying
//
// The same network three times, with a learning rate that is too high. ReLU units die; leaky units cannot, for their slope
// is never zero. The probe is a batch of digits that the network does not train on.

// %%
await lab.deadUnits([relu, leakyRelu, kerasLeaky], { train: 1280, epochs: 2 });

// %% [markdown]
// ## PReLU learns its slope
//
// The gradient for the slope $a$ is $\sum_{x<0} x \cdot dy$. `backward` gives it together with the one for $x$, in the
// shape of the slope itself.

// %%
// Two channels, each with its own slope
const x = tensor([
  [-2, 3],
  [-1, -4],
]);
const weight = tensor([0.25, 0.1]);
const gradients = await prelu.backward(
  x,
  tensor([
    [1, 1],
    [1, 1],
  ]),
  { weight },
);
console.log("for x:     ", gradients.x.toArray());
console.log("for weight:", gradients.weight.toArray());

// %%
// Learn the slope of a line that is bent at 0: |x| has slope -1 on the left
let slope = 0.25;
const points = Float32Array.from({ length: 64 }, (_, i) => (i - 32) / 16);
const history: number[] = [];
for (const _ of progress(Array.from({ length: 60 }), { label: "learning a slope" })) {
  const y = await prelu(points, { weight: tensor([slope]) });
  const error = y.map((value, i) => (value - Math.abs(points[i]!)) / 32);
  const { weight: gradient } = await prelu.backward(points, error, { weight: tensor([slope]) });
  slope -= 0.5 * gradient.data[0]!;
  history.push(slope);
}
plot.lines({ slope: history }, { title: "PReLU learns |x|", xLabel: "step", yLabel: "slope on the left" });

// %% [markdown]
// ## RReLU draws its slope
//
// While training, every element draws its own slope between 1/8 and 1/3; when evaluating, all take the mean, 11/48. The
// slopes are drawn apart from the activation, by a counter-based generator: the same seed gives the same slopes on every
// backend, and the backward pass uses those of the forward pass because you hand it the same ones.

// %%
import { rreluSlopes } from "@actfn/core/random";

const negative = new Float32Array(6).fill(-1);
const slopes = rreluSlopes([6], { seed: 1 });
console.log("evaluating:      ", await rrelu(negative));
console.log("training, seed 1:", await rrelu(negative, { slopes }));
console.log("its gradient:    ", await rrelu.backward(negative, new Float32Array(6).fill(1), { slopes }));

// %% [markdown]
// ## FReLU looks around
//
// Funnel ReLU is for images: $\max(x, T(x))$. In place of 0 stands $T(x)$, a 3×3 convolution of the neighborhood, one for
// each channel, learned and normalized. A number that is negative itself passes on what lies around it. (Another function
// of the same name, Flexible ReLU, is ReLU with a learned offset.)

// %%
// A bright ring on a dark ground: ReLU blackens the ground, the funnel lets the ring shine into it
import { funnel } from "@actfn/core";

const ring = Array.from({ length: 7 }, (_, i) =>
  Array.from({ length: 7 }, (_, j) => (Math.max(Math.abs(i - 3), Math.abs(j - 3)) === 2 ? 2 : -1)),
);
const blur = [0, 1, 2].map(() => [1 / 9, 1 / 9, 1 / 9]);
display(await relu([ring]));
// The statistics are given, so that T is the blur alone
await funnel([ring], { kernel: [blur], mean: 0, variance: 1 });

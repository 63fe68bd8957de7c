// %% [markdown]
// # Leaky ReLU, PReLU, RReLU and FReLU
//
// A ReLU unit that is negative for every example has slope zero for every example: no gradient reaches its weights, and
// they do not change. The activations of this chapter have a slope on the left.
//
// | | slope on the left |
// |---|---|
// | **Leaky ReLU** | fixed, 0.01 |
// | **PReLU** | learned, one for all or one per channel |
// | **RReLU** | random in training, its mean in evaluation |
// | **FReLU** | that of a small convolution around the element (Funnel ReLU) |

// %%
await use(cpu());
plot.family(leakyRelu, "negativeSlope", [0, 0.01, 0.1, 0.3]);

// %% [markdown]
// ## The slope is a choice, and frameworks differ
//
// PyTorch, JAX and ONNX use 0.01; the function of Keras uses 0.2, its layer 0.3. A model that is moved between them without
// the slope is a different model. In actfn you can state it once:

// %%
const kerasLeaky = leakyRelu.with({ negativeSlope: 0.2 });
compare([leakyRelu, kerasLeaky]);

// %% [markdown]
// ## Dying units
//
// The same network three times, with a learning rate that is too high. ReLU units die. Leaky units cannot die, because
// their slope is never zero. The probe is a batch of digits that the network does not train on.

// %%
await lab.deadUnits([relu, leakyRelu, kerasLeaky], { train: 1280, epochs: 2 });

// %% [markdown]
// ## PReLU learns its slope
//
// The gradient for the slope $a$ is $\sum_{x<0} x \cdot dy$. `backward` returns it with the gradient for $x$, in the shape
// of the slope.

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
// In training, every element gets a random slope between 1/8 and 1/3; in evaluation, all use the mean, 11/48. A
// counter-based generator outside the activation draws the slopes: the same seed gives the same slopes on every backend.
// The backward pass uses the slopes of the forward pass, because you pass the same tensor to both.

// %%
import { rreluSlopes } from "@actfn/core/random";

const negative = new Float32Array(6).fill(-1);
const slopes = rreluSlopes([6], { seed: 1 });
console.log("evaluating:      ", await rrelu(negative));
console.log("training, seed 1:", await rrelu(negative, { slopes }));
console.log("its gradient:    ", await rrelu.backward(negative, new Float32Array(6).fill(1), { slopes }));

// %% [markdown]
// ## FReLU uses the neighborhood
//
// Funnel ReLU is for images: $\max(x, T(x))$. Instead of 0 it has $T(x)$, a 3×3 convolution of the neighborhood, one for
// each channel, learned and normalized. So a negative number becomes the value of its surroundings if that is larger.
// (Another function with the name FReLU, Flexible ReLU, is ReLU with a learned offset.)

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

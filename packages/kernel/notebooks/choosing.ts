// %% [markdown]
// # Choosing an activation
//
// A short guide, with the experiments that support it.
//
// | you build | use | because |
// |---|---|---|
// | a plain or convolutional network | ReLU; Leaky ReLU if units die | cheapest, well understood |
// | a Transformer | GELU, or SwiGLU in the feed-forward layers | what the published models are trained with |
// | a mobile network | Hard Swish, ReLU6 | no exponential; ReLU6 is bounded too, for small integers |
// | a recurrent network | tanh, with sigmoid gates | bounded state |
// | a deep network without normalization | SELU with LeCun's initialization | keeps its own moments |
// | a field or a signal (implicit representation) | sine, Snake | periodic, or with a periodic part; smooth in every derivative |
// | the last layer: one of several classes | softmax; `logSoftmax` for the loss | probabilities |
// | the last layer: yes or no, several at once | sigmoid | independent probabilities |
// | the last layer: a positive number | softplus | positive, never flat on the right |
// | the last layer: any number | identity | nothing to bound |

// %%
await use(cpu());
compare([relu, leakyRelu, gelu, silu, elu, tanh]);

// %% [markdown]
// ## A race on digits
//
// The same network, weights, digits and learning rate for each activation. On a task as small as this, the smooth
// activations are close together. The sigmoid differs because its slope is at most a quarter.

// %%
await lab.race([relu, leakyRelu, gelu, silu, tanh, sigmoid], { train: 5000, epochs: 1 });

// %% [markdown]
// ## Cost
//
// Nanoseconds per element on the registered backend. In a real network the matrix products take much longer. On a phone, or
// for a very wide layer, the activation matters.

// %%
await lab.backends(undefined, {
  activations: [relu, leakyRelu, hardSwish, gelu, silu, mish, tanh, sigmoid],
  conformance: false,
});

// %% [markdown]
// ## Behavior in your network
//
// Depth and the variance of the inputs matter more than the last percent of a benchmark.

// %%
await lab.gradientFlow([relu, gelu, silu, selu, tanh], { depth: 30, initialization: "gain" });

// %%
await lab.saturation([relu, gelu, silu, tanh, sigmoid]);

// %% [markdown]
// ## Before you compare models from different frameworks
//
// Check the defaults. The form of GELU, the slope of Leaky ReLU, the line of Hard Sigmoid, and the half of a GLU that is
// the gate differ between frameworks. Each activation lists its names in other frameworks:

// %%
import { factsOf } from "@actfn/core/facts";

table(
  [gelu, leakyRelu, hardSigmoid, softplus].map((activation) => {
    const { frameworks = {} } = factsOf(activation);
    return {
      activation: activation.definition.title,
      pytorch: frameworks.pytorch?.name,
      jax: frameworks.jax?.name,
      keras: frameworks.keras?.name,
      onnx: frameworks.onnx?.name,
      note: frameworks.keras?.note ?? frameworks.jax?.note ?? frameworks.onnx?.note,
    };
  }),
);

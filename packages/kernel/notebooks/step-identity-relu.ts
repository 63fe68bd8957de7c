// %% [markdown]
// # Step, identity and ReLU
//
// Three functions made of straight lines show why networks need a nonlinearity, and which kind.
//
// The **step** function is the first model of a neuron: it fires or it does not. Its slope is zero everywhere except at the
// jump, so nothing can be learned through it by gradients. The **identity** has a slope everywhere and learns well, but a
// network of identities is a single linear map, whatever its depth. **ReLU** is the smallest change that solves both
// problems: the identity where a unit is active, zero where it is not.

// %%
await use(cpu());
plot.gallery([step, identity, relu], { title: "f and f′ (dashed)" });

// %% [markdown]
// ## The step function cannot learn
//
// The gradient of the step is zero everywhere except at the jump, where it has none. So the gradient that it passes on is
// zero, whatever dy is. The identity passes dy on unchanged; ReLU passes it on where its unit is active.

// %%
// The gradient with respect to x, for a dy of 1
const x = new Float64Array([-2, -0.5, 0, 0.5, 2]);
const dy = new Float64Array(x.length).fill(1);
const [byStep, byIdentity, byRelu] = await Promise.all(
  [step, identity, relu].map((activation) => activation.backward(x, dy)),
);
table([...x].map((at, i) => ({ x: at, step: byStep![i], identity: byIdentity![i], relu: byRelu![i] })));

// %% [markdown]
// ## A deep linear network is not deep
//
// The product of the matrices of ten linear layers is one matrix that does the same. Only rounding distinguishes them. With
// ReLU between the layers, the output along a straight line through the inputs is no longer straight.

// %%
await lab.linearCollapse({ depth: 10 });

// %% [markdown]
// ## Enough bends approximate any function
//
// Each ReLU unit adds one bend. A network with one hidden layer of ReLU units approximates any continuous function on an
// interval, and more units give a better approximation. Here the output layer is a softmax over levels, and the prediction
// is their mean.

// %%
await lab.approximation({ widths: [2, 4, 8, 16], steps: 300 });

// %% [markdown]
// ## What ReLU costs
//
// For standard normal inputs, half of ReLU's outputs are exactly zero. This sparsity saves computation. It is also a risk:
// a unit whose input is negative for **every** example gets no gradient any more. It is dead. The next chapter describes
// the remedies.

// %%
await lab.sparsity([relu, identity, step]);

// %% [markdown]
// ## At the kink
//
// At 0 ReLU has no derivative. Every framework chooses a subgradient; actfn uses 0, like PyTorch, JAX and TensorFlow. It
// keeps the sign of zero, and NaN, so that a diverging network is visible.

// %%
const edge = new Float32Array([-0, 0, Number.NaN, Infinity, -Infinity]);
console.log("f ", await relu(edge));
console.log("f′", await relu.backward(edge, new Float32Array(5).fill(1)));

// %% [markdown]
// ## Try it
//
// - Run `linearCollapse` with 50 layers. Why do the rounding errors not add up to more?
// - Run `approximation` with one unit, then with two. What can one bend represent, and what can it not?
// - What share of zeros do you expect of `relu6`, and of `leakyRelu`? Check with `lab.sparsity`.

// %% [markdown]
// # Step, identity and ReLU
//
// Three functions made of straight lines tell the whole story of why networks need a nonlinearity, and what kind.
//
// The **step** function is what a neuron was first thought to be: it fires or it does not. Its slope is zero wherever it
// has one, so nothing can be learned through it by gradients. The **identity** has a slope everywhere and learns well, but
// a network of identities is a single linear map, however deep. **ReLU** is the least change that mends both: the identity
// where a unit is active, nothing where it is not.

// %%
await use(cpu());
plot.gallery([step, identity, relu], { title: "f and f′ (dashed)" });

// %% [markdown]
// ## The step function cannot learn
//
// The gradient of the step is zero at every point but the jump, where it has none. Whatever error comes from above, what
// goes on below is zero. The identity passes everything on, and ReLU passes it on where its unit is active.

// %%
// A gradient of 1 comes from above: what goes on below?
const x = new Float64Array([-2, -0.5, 0, 0.5, 2]);
const fromAbove = new Float64Array(x.length).fill(1);
const [byStep, byIdentity, byRelu] = await Promise.all(
  [step, identity, relu].map((activation) => activation.backward(x, fromAbove)),
);
table([...x].map((at, i) => ({ x: at, step: byStep![i], identity: byIdentity![i], relu: byRelu![i] })));

// %% [markdown]
// ## A deep linear network is not deep
//
// Multiply the matrices of ten linear layers and you have one matrix that does the same. Only rounding tells them apart.
// Put ReLU between the layers and the same walk along a straight line through the inputs comes out bent.

// %%
await lab.linearCollapse({ depth: 10 });

// %% [markdown]
// ## With enough bends, anything
//
// Each ReLU unit adds one bend. A network with one hidden layer of them approximates any continuous function on an
// interval, the better the more units it has. Here the output layer is a softmax over levels, and the prediction is their
// mean.

// %%
await lab.approximation({ widths: [2, 4, 8, 16], steps: 300 });

// %% [markdown]
// ## What ReLU costs
//
// For standard normal inputs half of ReLU's outputs are exactly zero. That sparsity is cheap to compute with, and it is
// the risk at the same time: a unit whose input is negative for **every** example gets no gradient any more. It is dead.
// The next chapter is about the remedies.

// %%
await lab.sparsity([relu, identity, step]);

// %% [markdown]
// ## At the kink
//
// At 0 ReLU has no derivative. Every framework has to choose a subgradient; actfn, as PyTorch, JAX and TensorFlow, takes
// 0. The sign of zero and NaN are kept: a diverging network must not look well.

// %%
const edge = new Float32Array([-0, 0, Number.NaN, Infinity, -Infinity]);
console.log("f ", await relu(edge));
console.log("f′", await relu.backward(edge, new Float32Array(5).fill(1)));

// %% [markdown]
// ## Try it
//
// - Let `linearCollapse` go through 50 layers. Why does rounding not add up to more than it does?
// - Give `approximation` only one unit, then two. What can one bend do, and what can it not?
// - What share of zeros would you expect of `relu6`, of `leakyRelu`? Ask `lab.sparsity`.

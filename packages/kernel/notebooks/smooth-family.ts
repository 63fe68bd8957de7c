// %% [markdown]
// # GELU, Mish, SiLU and Softplus
//
// Smooth relatives of ReLU. Three of them are *self-gated*: $x$ times a gate between 0 and 1 that opens as $x$ grows.
//
// - **SiLU**: the gate is the sigmoid, $x\,\sigma(x)$
// - **GELU**: the gate is the normal distribution, $x\,\Phi(x)$
// - **Mish**: the gate is $\tanh(\mathrm{softplus}(x))$
//
// **Softplus**, $\log(1 + e^x)$, is the smooth ReLU itself; its derivative is the sigmoid.

// %%
await use(cpu());
compare([relu, gelu, silu, mish, softplus]);

// %% [markdown]
// ## They dip below zero
//
// None of the three is monotonic: left of zero they decrease before they increase. A slightly negative input gives a
// slightly negative output, and a gradient.

// %%
plot([gelu, silu, mish], { from: -4, to: 1, title: "The dip" });

// %% [markdown]
// ## One name, three functions
//
// "GELU" is computed exactly, by a tanh formula from the time when erf was slow, and as $x\,\sigma(1.702x)$ in CLIP. The
// default of JAX is the tanh form; that of PyTorch, Keras and ONNX is the exact one. A model that is trained with one form
// and served with another has errors of up to 5e-4, or 2e-2 for the quick form, in every unit.

// %%
const x = Float32Array.from({ length: 601 }, (_, i) => -6 + i / 50);
const exact = await gelu(x);
const tanhForm = await gelu(x, { approximate: "tanh" });
const quick = await quickGelu(x);
plot.lines(
  {
    "tanh − exact": tanhForm.map((value, i) => value - exact[i]!),
    "quick − exact": quick.map((value, i) => value - exact[i]!),
  },
  { x, title: "How far apart they are", xLabel: "x" },
);

// %% [markdown]
// ## SiLU is Swish with β = 1
//
// As β grows, $x\,\sigma(\beta x)$ approaches ReLU; at β = 0 it is $x/2$. β can be learned.

// %%
plot.family(swish, "beta", [0.1, 0.5, 1, 2, 10]);

// %% [markdown]
// ## Lost digits
//
// The textbook formulas lose digits in their tails, or overflow. Each plot shows the number of correct decimal digits of
// the formula as printed, in float32, and of the registered backend.

// %%
await lab.precision();

// %% [markdown]
// ## Which one?
//
// Transformers settled on GELU (BERT, GPT) and, gated, on SiLU (Llama, Mistral); convolutional detectors on SiLU and Mish.
// On a small task the differences are small. Look for yourself:

// %%
await lab.race([gelu, silu, mish, relu], { train: 4000, epochs: 1 });

// %% [markdown]
// # ELU, SELU and CELU
//
// Leaky ReLU has a slope on its left side. The exponential family has a **floor** there: for very negative inputs the
// output approaches $-\alpha$ in ELU and CELU, and $-\lambda\alpha$ in SELU. So the mean output is closer to zero, which
// speeds up learning, and a unit can be reliably "off".

// %%
await use(cpu());
compare([relu, elu, selu, celu]);

// %% [markdown]
// ## Alpha and the kink
//
// ELU is $\alpha(e^x - 1)$ on the left. Its slope there approaches $\alpha$ at 0, so ELU has a kink at 0 unless $\alpha =
// 1$. CELU has $\alpha$ in the exponent too, $\alpha(e^{x/\alpha} - 1)$, and has no kink for any $\alpha$. Its slope is
// continuous ($C^1$); its second derivative jumps.

// %%
plot.family(elu, "alpha", [0.5, 1, 2], { order: 1, title: "ELU's slope jumps unless α = 1" });

// %%
plot.family(celu, "alpha", [0.5, 1, 2], { order: 1, title: "CELU's never does" });

// %%
// Slide alpha yourself
plot.slider(elu, "alpha", 0.1, 3);

// %% [markdown]
// ## SELU normalizes itself
//
// SELU is ELU with two constants, $\alpha \approx 1.6733$ and $\lambda \approx 1.0507$. They are chosen so that inputs with
// mean 0 and variance 1 give outputs with mean 0 and variance 1, in each layer and without normalization. This fixed point
// is attractive. It needs LeCun's initialization (variance 1/fan-in).

// %%
// Mean and root mean square of what comes out, for standard normal inputs
await lab.sparsity([selu, elu, relu]);

// %%
// Through fifty layers under LeCun's initialization: SELU's gradient neither vanishes nor explodes
await lab.gradientFlow([selu, elu, relu, tanh], { depth: 50, initialization: "lecun" });

// %% [markdown]
// ## Lost digits
//
// Near zero, `Math.exp(x) - 1` subtracts two nearly equal numbers. At $x = 10^{-8}$ in float32 no digit is left. actfn
// computes $e^x - 1$ as one function.

// %%
const tiny = new Float32Array([-1e-8, -1e-5, -1e-3]);
table(
  [...tiny].map((value, i) => ({
    x: value.toExponential(1),
    naive: Math.fround(Math.fround(Math.exp(value)) - 1).toExponential(6),
    actfn: (elu.sync(tiny)[i] as number).toExponential(6),
    exact: Math.expm1(value).toExponential(6),
  })),
);

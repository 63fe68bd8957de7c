// %% [markdown]
// # ELU, SELU and CELU
//
// Leaky ReLU gives its left side a slope. The exponential family gives it a **floor**: for very negative inputs the output
// settles at $-\alpha$ in ELU and CELU, at $-\lambda\alpha$ in SELU. Outputs then average closer to zero, which speeds up learning, and a unit can be robustly "off".

// %%
await use(cpu());
compare([relu, elu, selu, celu]);

// %% [markdown]
// ## Alpha, and a kink that comes and goes
//
// ELU is $\alpha(e^x - 1)$ on the left: there its slope ends in $\alpha$, so at 0 it has a kink unless $\alpha = 1$. CELU
// puts $\alpha$ into the exponent too, $\alpha(e^{x/\alpha} - 1)$, and has none for any $\alpha$. Its slope is continuous
// ($C^1$); the slope of the slope still jumps.

// %%
plot.family(elu, "alpha", [0.5, 1, 2], { order: 1, title: "ELU's slope jumps unless α = 1" });

// %%
plot.family(celu, "alpha", [0.5, 1, 2], { order: 1, title: "CELU's never does" });

// %%
// Slide alpha yourself
plot.slider(elu, "alpha", 0.1, 3);

// %% [markdown]
// ## SELU keeps itself in order
//
// SELU is ELU with two constants, $\alpha \approx 1.6733$ and $\lambda \approx 1.0507$, chosen so that mean 0 and
// variance 1 going in come out as mean 0 and variance 1. Layer after layer, without normalization: a fixed point that
// attracts. It needs LeCun's initialization for that (variance 1/fan-in).

// %%
// Mean and root mean square of what comes out, for standard normal inputs
await lab.sparsity([selu, elu, relu]);

// %%
// Through fifty layers under LeCun's initialization: SELU's gradient neither vanishes nor explodes
await lab.gradientFlow([selu, elu, relu, tanh], { depth: 50, initialization: "lecun" });

// %% [markdown]
// ## Where digits die
//
// `Math.exp(x) - 1` near zero subtracts two nearly equal numbers. At $x = 10^{-8}$ in float32 nothing is left. actfn
// computes $e^x - 1$ in one piece.

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

// %% [markdown]
// # Vanishing and exploding gradients, and units that die
//
// A gradient comes down through a network by multiplication: in each layer by the weights, and by the slope of the
// activation. Fifty factors of 0.7 make $2 \cdot 10^{-8}$; fifty factors of 1.4 make $2 \cdot 10^{7}$. Training a deep
// network is, first of all, keeping those factors at 1.

// %%
await use(cpu());
await lab.gradientFlow([sigmoid, tanh, relu, gelu], { depth: 50, initialization: "he" });

// %% [markdown]
// The dotted lines are theory: for wide layers the factor is $\sqrt{\sigma_w^2\, E[f'(z)^2]}$. Here $\sigma_w^2$ is
// $n\,\mathrm{Var}(w)$ for layers of $n$ units, and $z$ is normal, of the variance that reaches the layer. Under He's
// initialization GELU loses some of its signal in every layer, a larger part the smaller it is already: slowly at first,
// then fast. When it comes to that depends on a small network's luck; theory is for infinitely many units.
//
// ## Initialization is chosen for the activation
//
// The *gain* in an activation's facts is the $\sigma_w$ that keeps the second moment of the signal. For ReLU, which throws
// half of it away, that is $\sqrt{2}$: He's initialization, $\sigma_w^2 = 2$. SELU wants exactly 1, which is LeCun's.
// Tanh, which makes everything smaller, wants 1.59, so $\sigma_w^2 = 2.54$. What keeps the signal keeps the gradient too
// for ReLU and its leaky relatives; for the others it drifts, for tanh by 9 % a layer.

// %%
for (const initialization of ["he", "lecun", "gain"] as const) {
  const { data } = await lab.gradientFlow([tanh, relu, selu, gelu], { depth: 30, initialization });
  console.log(
    initialization.padEnd(6),
    data.map(({ activation, gradient }) => `${activation} ${gradient[0]!.toExponential(1)}`).join("   "),
  );
}

// %% [markdown]
// ## From two layers to a hundred
//
// The same, as the network deepens: what is left of the gradient at the bottom.

// %%
const depths = [2, 5, 10, 20, 50, 100];
const left: Record<string, number[]> = { Sigmoid: [], Tanh: [], ReLU: [], SELU: [] };
for (const depth of progress(depths, { label: "depths" })) {
  const { data } = await lab.gradientFlow([sigmoid, tanh, relu, selu], {
    depth,
    width: 64,
    initialization: "gain",
  });
  for (const { activation, gradient } of data) left[activation]!.push(gradient[0]!);
}
plot.lines(left, {
  x: depths,
  log: true,
  title: "What is left of the gradient",
  xLabel: "layers",
  yLabel: "at the bottom, of that at the top",
});

// %% [markdown]
// ## Dying ReLU
//
// One step that is too large pushes a unit's bias far below zero. If no input lifts it above zero any more, its slope is
// zero for all of them, and nothing ever changes it again. Raise the learning rate and watch:

// %%
const dead: Record<string, number> = {};
for (const rate of [0.1, 0.5, 1, 1.5]) {
  const { data } = await lab.deadUnits([relu], { rate, train: 1280, epochs: 1 });
  dead[String(rate)] = data[0]!.shares.at(-1)!;
}
plot.bars(dead, {
  title: "Dead ReLU units",
  subtitle: "share after ten batches, by learning rate",
  xLabel: "learning rate",
  format: (share) => `${(share * 100).toFixed(0)} %`,
});

// %% [markdown]
// ## Remedies
//
// - a lower learning rate, or a warm-up
// - He's initialization, and biases that start at zero or a little above
// - an activation whose slope is nowhere zero over a whole half-line: Leaky ReLU, ELU, GELU, SiLU
// - normalization, which keeps what comes in around zero
// - gradient clipping against the explosions

// %% [markdown]
// ## Try it
//
// - Find the depth at which the sigmoid's gradient underflows float32 ($10^{-45}$) in the first experiment.
// - Through thirty layers the gradient of `silu` falls to $2 \cdot 10^{-4}$ under `"he"` and grows a hundredfold under
//   `"gain"`. Try numbers between: `initialization: 1.5`. Does one keep it level? Does it with another `seed`?
// - Repeat the last experiment with `leakyRelu`, `elu` and `gelu`. Do units die? Do they recover?

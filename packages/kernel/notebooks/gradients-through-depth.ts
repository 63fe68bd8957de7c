// %% [markdown]
// # Vanishing and exploding gradients, and dying units
//
// A gradient passes down through a network by multiplication: in each layer by the weights and by the slope of the
// activation. Fifty factors of 0.7 give $2 \cdot 10^{-8}$; fifty factors of 1.4 give $2 \cdot 10^{7}$. To train a deep
// network, keep these factors close to 1.

// %%
await use(cpu());
await lab.gradientFlow([sigmoid, tanh, relu, gelu], { depth: 50, initialization: "he" });

// %% [markdown]
// The dotted lines are theory: for wide layers the factor is $\sqrt{\sigma_w^2\, E[f'(z)^2]}$. Here $\sigma_w^2$ is
// $n\,\mathrm{Var}(w)$ for layers of $n$ units, and $z$ is normal with the variance of that layer's inputs. With He's
// initialization, GELU loses a part of its signal in every layer, and a larger part of a smaller signal: slowly at first,
// then fast. In a small network the depth at which this happens depends on chance; the theory is for infinitely many units.
//
// ## Initialization is chosen for the activation
//
// The *gain* of an activation is the $\sigma_w$ that keeps the second moment of the signal. For ReLU, which removes half of
// it, that is $\sqrt{2}$: He's initialization, $\sigma_w^2 = 2$. For SELU it is exactly 1, which is LeCun's. For tanh,
// which makes all values smaller, it is 1.59, so $\sigma_w^2 = 2.54$. For ReLU and its leaky relatives, the gain that keeps
// the signal also keeps the gradient; for the others the gradient drifts, for tanh by 9 % per layer.

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
// The gradient that remains in the first layer, for networks of different depth.

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
// One step that is too large can move the bias of a unit far below zero. If no input makes it positive again, its slope is
// zero for all of them, and its weights never change again. Raise the learning rate and watch:

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
// - an activation whose slope is not zero on a half-line: Leaky ReLU, ELU, GELU, SiLU
// - normalization, which keeps the inputs around zero
// - gradient clipping, against exploding gradients

// %% [markdown]
// ## Try it
//
// - Find the depth at which the sigmoid's gradient underflows float32 ($10^{-45}$) in the first experiment.
// - Through thirty layers the gradient of `silu` falls to $2 \cdot 10^{-4}$ under `"he"` and grows a hundredfold under
//   `"gain"`. Try numbers between: `initialization: 1.5`. Does one keep it level? Does it with another `seed`?
// - Repeat the last experiment with `leakyRelu`, `elu` and `gelu`. Do units die? Do they recover?

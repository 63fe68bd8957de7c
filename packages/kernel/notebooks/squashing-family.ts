// %% [markdown]
// # Tanh, Softsign, Sigmoid and Softmax
//
// Three of these functions map all numbers to an interval; softmax maps a row of numbers to probabilities. They are used
// where a value must be bounded: for the gates of an LSTM, or for the probabilities of a classifier.

// %%
await use(cpu());
compare([tanh, softsign, sigmoid]);

// %% [markdown]
// ## Saturation
//
// Far from zero they are flat. A unit there has almost no slope and almost stops learning. Softsign approaches its bounds
// like $1/|x|$, more slowly than the exponential ones, so its slope decreases more slowly too.

// %%
await lab.saturation([sigmoid, tanh, softsign, relu]);

// %% [markdown]
// ## The sigmoid's slope is at most a quarter
//
// Each sigmoid layer multiplies the gradient by at most 0.25. After ten layers at most a millionth is left. Tanh has a
// slope of 1 at zero and does much better; for twenty years this made it the usual choice.

// %%
await lab.gradientFlow([sigmoid, tanh, softsign], { depth: 20, initialization: "xavier" });

// %% [markdown]
// ## Do not compute s·(1 − s)
//
// $\sigma' = \sigma(x)\,(1 - \sigma(x))$ is right on paper. In float32 $1 - \sigma(x)$ is exactly 0 from about $x = 17$ on,
// where $\sigma(x)$ rounds to 1. $\sigma(x)\,\sigma(-x)$ is the same function and keeps its digits.

// %%
const far = new Float32Array([5, 10, 20, 40, 80]);
const value = await sigmoid(far);
const slope = await sigmoid.backward(far, new Float32Array(5).fill(1));
table(
  [...far].map((x, i) => ({
    x,
    "s·(1 − s)": Math.fround(value[i]! * Math.fround(1 - value[i]!)).toExponential(3),
    actfn: slope[i]!.toExponential(3),
  })),
);

// %% [markdown]
// ## Softmax
//
// Softmax converts scores to probabilities. Only differences matter: a difference of 1 is a factor of $e$. Two common
// examples:

// %%
await lab.softmaxExamples();

// %% [markdown]
// Dividing the scores by a **temperature** sharpens or flattens the distribution. Move the slider:

// %%
await lab.temperature([5, 4, -1]);

// %% [markdown]
// ## Large scores
//
// $e^{1000}$ overflows, and $\infty/\infty$ is not a probability. So the largest score is subtracted first, which does not
// change the exact result. For the logarithm of a probability use `logSoftmax`: the logarithm of a softmax that has
// underflowed is $-\infty$.

// %%
const scores = new Float32Array([1000, 999, 0]);
console.log("softmax:       ", await softmax(scores));
console.log("log of softmax:", (await softmax(scores)).map(Math.log));
console.log("logSoftmax:    ", await logSoftmax(scores));

// %% [markdown]
// ## Try it
//
// - How many layers of `tanh` does it take until the gradient has fallen to a hundredth?
// - Add 1000 to every score: `await softmax([1005, 1004, 999])`. What changes in the probabilities, and why?
// - `hardSigmoid` consists of three straight lines. Where does it differ most from the sigmoid? `compare([sigmoid, hardSigmoid])`
//   shows it.

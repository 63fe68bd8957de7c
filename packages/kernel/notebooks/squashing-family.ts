// %% [markdown]
// # Tanh, Softsign, Sigmoid and Softmax
//
// Functions that squash the line into an interval, and one that squashes a row of numbers into probabilities. They stand
// where something must be bounded: gates of an LSTM, probabilities at the end of a classifier.

// %%
await use(cpu());
compare([tanh, softsign, sigmoid]);

// %% [markdown]
// ## Saturation
//
// Far from zero they are flat. A unit that lands there has nearly no slope and nearly stops learning. Softsign approaches
// its bounds like $1/|x|$, more slowly than the exponentials, and keeps a little slope for longer.

// %%
await lab.saturation([sigmoid, tanh, softsign, relu]);

// %% [markdown]
// ## The sigmoid's slope is at most a quarter
//
// Each sigmoid layer multiplies the gradient by at most 0.25. After ten layers no more than a millionth is left. Tanh,
// with a slope of 1 at zero, does far better; this alone made it the choice for twenty years.

// %%
await lab.gradientFlow([sigmoid, tanh, softsign], { depth: 20, initialization: "xavier" });

// %% [markdown]
// ## Never write s·(1 − s)
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
// Softmax turns scores into probabilities. Only differences count, and each unit of lead is a factor of $e$. The two
// examples that everyone is taught with:

// %%
await lab.softmaxExamples();

// %% [markdown]
// Dividing the scores by a **temperature** sharpens or levels the choice. Slide it:

// %%
await lab.temperature([5, 4, -1]);

// %% [markdown]
// ## Large scores
//
// $e^{1000}$ is infinite, and $\infty/\infty$ is no probability. The greatest score is subtracted first, which changes
// nothing on paper. For the logarithm of a probability use `logSoftmax`: the logarithm of a softmax that has underflowed
// is $-\infty$.

// %%
const scores = new Float32Array([1000, 999, 0]);
console.log("softmax:       ", await softmax(scores));
console.log("log of softmax:", (await softmax(scores)).map(Math.log));
console.log("logSoftmax:    ", await logSoftmax(scores));

// %% [markdown]
// ## Try it
//
// - How many layers of `tanh` may stand on one another before the gradient has fallen to a hundredth?
// - Add 1000 to every score: `await softmax([1005, 1004, 999])`. What changes in the probabilities, and why?
// - A `hardSigmoid` is three straight lines. Where does it differ most from the sigmoid? `compare([sigmoid, hardSigmoid])`
//   shows it.

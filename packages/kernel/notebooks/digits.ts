// %% [markdown]
// # Digits, end to end
//
// From raw pixels to a confusion matrix: a classifier for handwritten digits with two hidden layers, a view of its
// training, and a look at its mistakes.

// %%
await use(cpu());
const { train, test } = await lab.digits({ train: 9000, test: 1000, seed: 3 });
test;

// %% [markdown]
// ## The network
//
// 784 → 96 → 48 → 10, GELU between the layers, softmax at the end, He's initialization. Every activation and gradient is
// computed by the registered backend, the matrix products by `ml-matrix`.

// %%
const network = lab.network({ sizes: [784, 96, 48, 10], activation: gelu, initialization: "he", seed: 4 });
console.log("before training:", await network.accuracy(test));

// %%
// Train for two epochs, interruptible, with a bar
const bar = progressBar({ label: "training", total: 2 * Math.floor(train.count / 128) });
const losses = await lab.train(network, train, {
  epochs: 2,
  rate: 0.4,
  signal: kernel.signal,
  onStep: ({ index, loss }) => bar.update(index + 1, `loss ${loss.toFixed(3)}`),
});
bar.finish();
plot.lines({ loss: losses }, { title: "Cross entropy", xLabel: "batch", log: true });

// %%
const accuracy = await network.accuracy(test);
console.log(`${(accuracy * 100).toFixed(1)} % of unseen digits are named rightly`);

// %% [markdown]
// ## Inside
//
// The inputs of the activation in each layer. A distribution around zero that is not too wide is healthy: the slope of GELU
// is large there.

// %%
import { Matrix } from "ml-matrix";

const images = Matrix.from1DArray(test.count, 784, test.images);
const { before, probabilities } = await network.forward(images);
plot.histogram(
  { "layer 1": before[0]!.to1DArray(), "layer 2": before[1]!.to1DArray() },
  { title: "Before the activation", bins: 60 },
);

// %% [markdown]
// ## Mistakes
//
// Rows are the true digits, columns the predictions. Only mistakes are counted.

// %%
const confusion = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
const mistakes: number[] = [];
test.labels.forEach((label, row) => {
  const [, said] = probabilities.maxRowIndex(row);
  if (said === label) return;
  confusion[label]![said]! += 1;
  mistakes.push(row);
});
const names = [..."0123456789"];
plot.heatmap(confusion, {
  title: "Mistakes",
  rows: names,
  columns: names,
  format: (n) => (n === 0 ? "" : String(n)),
});

// %%
// The mistakes it is surest of
const surest = mistakes
  .sort((a, b) => Math.max(...probabilities.getRow(b)) - Math.max(...probabilities.getRow(a)))
  .slice(0, 6);
for (const row of surest.slice(0, 3)) {
  await display(test.slice(row, row + 1));
  console.log(
    `is ${test.labels[row]}, said ${probabilities.maxRowIndex(row)[1]} with ${(Math.max(...probabilities.getRow(row)) * 100).toFixed(0)} %`,
  );
}

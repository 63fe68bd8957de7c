import { prelu } from "@actfn/core";

// PReLU learns its slope: backward gives a gradient for it too.
const x = Float32Array.of(-1, 2, -3, -4);
const target = [-0.5, 2, -1.5, -2];
let weight = 0.05;

for (let step = 1; step <= 8; step++) {
  const y = await prelu(x, { weight });
  const dy = y.map((value, i) => value - (target[i] as number));
  const gradients = await prelu.backward(x, dy, { weight });
  weight -= 0.03 * (gradients.weight.data[0] as number);
  console.log(`step ${step}: slope ${weight.toFixed(4)}`);
}

// #region first
import { cpu } from "@actfn/backend-cpu";
import { gelu, leakyRelu, prelu, softmax, tensor, use } from "@actfn/core";

await use(cpu());

const y = await gelu([-1, 0, 1], { precision: "strict" }); // the same bits on every machine
console.log(y.shape, y.dtype);
// → [ 3 ] float32
console.log(y.toArray());
// → [ -0.15865525603294373, 0, 0.8413447737693787 ]
// #endregion first

// #region gradient
const x = tensor([
  [-1, 0.5],
  [2, -3],
]);
const dy = tensor([
  [1, 1],
  [1, 1],
]);
const dx = await gelu.backward(x, dy);
console.log(dx.shape);
// → [ 2, 2 ]

const gradients = await prelu.backward(x, dy, { weight: 0.25 });
console.log(gradients.weight.toArray());
// → -4
// #endregion gradient

// #region options
const probabilities = await softmax(
  [
    [1, 2, 3],
    [1, 1, 1],
  ],
  { axis: 1 },
);
console.log(probabilities.shape);
// → [ 2, 3 ]

const leaky = leakyRelu.with({ negativeSlope: 0.2 });
console.log((await leaky([-10, 10])).toArray());
// → [ -2, 10 ]
// #endregion options

// #region arrays
const values = Float32Array.of(-2, -1, 0, 1, 2);
const result = await gelu(values); // a typed array in, a typed array out
const inPlace = gelu.sync(values, { out: values });
console.log(result instanceof Float32Array, inPlace === values);
// → true true
// #endregion arrays

// #region runtime
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { createRuntime, gelu, mish } from "@actfn/core";

const runtime = createRuntime({
  backends: [await onnx(), await cpu()], // asked in this order
  precision: "fast",
});
runtime.on("swap", ({ to }) => console.log("now:", to.map(({ name }) => name).join(", ")));
// #endregion runtime

// #region which
const { explanation, ...answerer } = runtime.which(gelu, [1]);
console.log(answerer);
// → { backend: 'onnx', status: 'native', passedOver: [] }
console.log(explanation);
// → { arithmetic: 'float32', reason: 'The native operator Gelu computes it.' }
console.log(runtime.which(mish, [1], { dy: [1] }).status);
// → lowered
// #endregion which

// #region swap
const x = new Float32Array(100_000).fill(1);
const before = Array.from({ length: 20 }, () => runtime.forward(gelu, x));
await runtime.use(await cpu());
// → now: cpu
const after = Array.from({ length: 20 }, () => runtime.forward(gelu, x));
console.log((await Promise.all([...before, ...after])).length, "results");
// → 40 results
// #endregion swap

await runtime.dispose();

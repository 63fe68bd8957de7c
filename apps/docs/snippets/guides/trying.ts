import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { createRuntime, gelu } from "@actfn/core";
import { shadow, startCanary } from "@actfn/core/resilience";

const x = new Float32Array(1000).fill(1);

// #region shadow
const shadowed = createRuntime({
  backends: [await cpu()],
  policies: [shadow({ backend: await onnx(), rate: 0.1, compare: { ulp: 16 } })],
});
shadowed.on("mismatch", ({ activation, ulp }) => console.log(activation, "is", ulp, "ulp off"));
for (let i = 0; i < 100; i++) await shadowed.forward(gelu, x);
await shadowed.dispose();
const { compared, mismatches } = shadowed.stats().shadow ?? {};
console.log(compared, mismatches);
// → 10 0
// #endregion shadow

// #region canary
const runtime = createRuntime({ backends: [await cpu()] });
runtime.on("canary", ({ state, share }) => console.log(state, share));
// → started 0.1
// → step 0.5
// → promoted 1
const outcome = startCanary(runtime, {
  backend: await onnx(),
  share: [0.1, 0.5], // a tenth of the calls, then half, then all of them
  promoteAfter: 50, // calls per step
  rollbackOn: { failures: 1, ulp: 16 },
  dispose: true, // dispose of the losing backend
});
// #endregion canary

let isOver = false;
void outcome.finally(() => {
  isOver = true;
});
while (!isOver) await runtime.forward(gelu, x);

// #region outcome
console.log((await outcome).outcome, runtime.backends[0]?.name);
// → promoted onnx
// #endregion outcome

await runtime.dispose();

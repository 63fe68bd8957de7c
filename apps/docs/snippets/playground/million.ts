import { defaultRuntime, gelu, silu, softmax, tanh } from "@actfn/core";
import { display, table } from "@actfn/kernel";

// A million numbers through each, in place, on the backend chosen above.
const x = Float32Array.from({ length: 1_000_000 }, (_, i) => (i % 2000) / 100 - 10);
const runtime = defaultRuntime();
const out = new Float32Array(x.length);

const rows = [];
for (const activation of [gelu, silu, tanh, softmax]) {
  await runtime.forward(activation, x, { out });
  const began = performance.now();
  await runtime.forward(activation, x, { out });
  rows.push({
    activation: activation.definition.title,
    backend: runtime.which(activation, x).backend,
    milliseconds: Number((performance.now() - began).toFixed(2)),
  });
}
await display(table(rows));

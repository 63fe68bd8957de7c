// %% [markdown]
// # Swapping backends
//
// A backend is a value that computes activations. `use` selects the backend of all later calls. You can swap it at any
// time, also during training or a request: calls in flight finish on the backend on which they began.

// %%
const [first] = await use(cpu());
first!.info;

// %%
const [second] = await use(onnx());
second!.info;

// %% [markdown]
// ## The same numbers
//
// Both backends follow the contract, so their results agree within a few units in the last place.

// %%
const x = Float32Array.from({ length: 2001 }, (_, i) => -10 + i / 100);
const results: Record<string, Float32Array> = {};
for (const backend of [await cpu(), await onnx()]) {
  await use(backend);
  results[backend.name] = await mish(x);
}
const differences = results["cpu"]!.map((value, i) => Math.abs(value - results["onnx"]![i]!));
console.log("largest difference of Mish:", Math.max(...differences).toExponential(1));

// %% [markdown]
// ## Swapping under load
//
// The cell starts a hundred calls and swaps the backend between them. No call is lost, and each is executed by the backend
// that was in use when it was made.

// %%
await use(cpu());
const before = Array.from({ length: 50 }, () => gelu(x));
await use(onnx());
const after = Array.from({ length: 50 }, () => gelu(x));
const all = await Promise.all([...before, ...after]);
console.log(
  `${all.length} results, all of length ${new Set(all.map(({ length }) => length)).size === 1 ? x.length : "different"}`,
);

// %% [markdown]
// ## Without a global
//
// Servers and libraries create their own runtime. It tries its backends in order. Only an `UnsupportedError` moves a call
// to the next backend; every other error is thrown.

// %%
const runtime = createRuntime({ backends: [await onnx(), await cpu()], precision: "fast" });
await runtime.forward(gelu, tensor([[-1, 0, 1]]), { approximate: "tanh" });

// %% [markdown]
// ## Side by side
//
// Conformance (a quick check of the contract) and speed, in one cell.

// %%
await lab.backends([await cpu(), await onnx()], { activations: [relu, sigmoid, gelu] });

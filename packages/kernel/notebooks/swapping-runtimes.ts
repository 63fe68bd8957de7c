// %% [markdown]
// # Swapping runtimes
//
// A backend is a value: something that computes activations. `use` says which one answers from here on. You can swap it in
// the middle of a training, of a request, of anything; calls in flight finish where they began.

// %%
const [first] = await use(cpu());
first!.info;

// %%
const [second] = await use(onnx());
second!.info;

// %% [markdown]
// ## The same numbers
//
// Both keep the promises of the contract, so they agree within a few units in the last place.

// %%
const x = Float32Array.from({ length: 2001 }, (_, i) => -10 + i / 100);
const answers: Record<string, Float32Array> = {};
for (const backend of [await cpu(), await onnx()]) {
  await use(backend);
  answers[backend.name] = await mish(x);
}
const differences = answers["cpu"]!.map((value, i) => Math.abs(value - answers["onnx"]![i]!));
console.log("largest difference of Mish:", Math.max(...differences).toExponential(1));

// %% [markdown]
// ## Swapping under load
//
// A hundred calls are started; in their midst the runtime is swapped. None is lost, and each is answered by the backend
// that was in use when it was made.

// %%
await use(cpu());
const before = Array.from({ length: 50 }, () => gelu(x));
await use(onnx());
const after = Array.from({ length: 50 }, () => gelu(x));
const all = await Promise.all([...before, ...after]);
console.log(
  `${all.length} answers, all of length ${new Set(all.map(({ length }) => length)).size === 1 ? x.length : "different"}`,
);

// %% [markdown]
// ## Without a global
//
// Servers and libraries make a runtime of their own. Several backends are asked in order: only an honest "I cannot" moves
// on to the next; every other error is yours to see.

// %%
const runtime = createRuntime({ backends: [await onnx(), await cpu()], precision: "fast" });
await runtime.forward(gelu, tensor([[-1, 0, 1]]), { approximate: "tanh" });

// %% [markdown]
// ## Side by side
//
// Conformance (a quick check of what the contract promises) and speed, in a cell.

// %%
await lab.backends([await cpu(), await onnx()], { activations: [relu, sigmoid, gelu] });

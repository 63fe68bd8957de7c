/**
 * node options.mjs: measures the cost of a new value of an option on each call, and compares options that are inputs of a kernel
 * with options that are constants in it, in turns. Uses the fastest of many short samples, so that other load on the machine
 * matters little.
 */
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import * as actfn from "@actfn/core";

const { activationNamed, defineActivation, gumbelSoftmax, softmax, tensor, use } = actfn;

const stretches = 300;
const wave = (size) => Float32Array.from({ length: size }, (_, i) => 3 * Math.sin(1.7 * i));

/** The times of several functions in microseconds, measured in turns. */
function inTurns(functions, calls) {
  const best = functions.map(() => Number.POSITIVE_INFINITY);
  for (const run of functions) for (let i = 0; i < 20 * calls; i++) run();
  for (let stretch = 0; stretch < stretches; stretch++) {
    for (const [f, run] of functions.entries()) {
      const start = performance.now();
      for (let i = 0; i < calls; i++) run();
      best[f] = Math.min(best[f], (1000 * (performance.now() - start)) / calls);
    }
  }
  return best;
}

function heap() {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, rss };
}

const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

/** The measurements that are the same for every backend: new values on each call, and their memory. */
async function anew(name, backend, many) {
  await use(backend, { probe: false });
  const x = wave(32);
  let temperature = 0.5;
  const next = () => {
    temperature = 0.3 + ((temperature * 1.618 + 0.1) % 0.6);
    return temperature;
  };
  const [fixed, varied] = inTurns(
    [() => softmax.sync(x, { temperature: 0.7 }), () => softmax.sync(x, { temperature: next() })],
    100,
  );
  console.log(
    `${name}: softmax of 32, one temperature: ${fixed.toFixed(2)} µs; another on each call: ${varied.toFixed(2)} µs`,
  );

  const [logits, noise, dy] = [1, 2, 3].map((k) =>
    tensor(
      wave(640).map((v) => v / k),
      { shape: [64, 10] },
    ),
  );
  let tau = 5;
  const [step] = inTurns(
    [
      () => {
        tau = 0.1 + (tau - 0.1) * 0.9999;
        gumbelSoftmax.sync(logits, { tau, noise });
        gumbelSoftmax.backward.sync(logits, dy, { tau, noise });
      },
    ],
    30,
  );
  console.log(
    `${name}: Gumbel-softmax [64, 10], annealed tau, forward and backward: ${step.toFixed(1)} µs a step`,
  );

  for (let i = 0; i < 1000; i++) softmax.sync(x, { temperature: next() });
  const before = heap();
  for (let i = 0; i < many; i++) softmax.sync(x, { temperature: 0.3 + (0.6 * i) / many });
  const after = heap();
  const { size } = backend.cache();
  console.log(
    `${name}: ${many} temperatures leave ${megabytes(after.held - before.held)} MB held and ${megabytes(after.rss - before.rss)} MB resident; ${size} kernels in all`,
  );
}

const compared = [
  ["leakyRelu", { negativeSlope: 0.2 }],
  ["elu", { alpha: 0.7 }],
  ["celu", { alpha: 0.7 }],
  ["softmax", { temperature: 0.7 }],
  ["gumbelSoftmax", { tau: 0.7, noise: 0 }],
  ["hardTanh", { minVal: -0.7, maxVal: 0.7 }],
  ["threshold", { threshold: 0.3, value: 0.1 }],
  ["softplus", { beta: 1.5 }],
  ["softshrink", { lambda: 0.3 }],
];

/** The activation with other defaults, so that these values are constants in its kernel. */
function withDefaults({ definition }, values) {
  const options = Object.entries(definition.options).map(([name, spec]) => [
    name,
    spec.type === "number" && name in values ? { ...spec, default: values[name] } : spec,
  ]);
  return defineActivation({ ...definition, options: Object.fromEntries(options) });
}

async function beside(sizes) {
  await use(await cpu({ threads: 1 }));
  console.log("\nµs with an option as a constant of the kernel | as an input of it");
  for (const [name, values] of compared) {
    const activation = activationNamed(name);
    const constant = withDefaults(activation, values);
    const cells = sizes.map((size) => {
      const x = wave(size);
      const options = { ...values, out: new Float32Array(size) };
      const calls = Math.max(1, Math.floor(4096 / size));
      const [a, b] = inTurns([() => constant.sync(x, options), () => activation.sync(x, options)], calls);
      return `${size}: ${a.toFixed(2)} | ${b.toFixed(2)}`;
    });
    console.log(`${name} ${JSON.stringify(values)}   ${cells.join("   ")}`);
  }
}

await anew("cpu", await cpu({ threads: 1 }), 100_000);
await anew("onnx", await onnx(), 10_000);
await beside([16, 4096, 65536]);

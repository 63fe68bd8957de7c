/**
 * npm run compile-times [fast|strict]: what the first call of every activation of the catalogue costs on this machine's device,
 * forward and backward, beyond a second one: to lower its expressions, to write its shader and to compile it, in milliseconds of
 * processor time, the driver's included, and as time that passed. Prints the ten dearest, the median, and what was not supported.
 * Needs a build.
 */

import { webgpu } from "@actfn/backend-webgpu";
import { catalogue, createRuntime, tensor } from "@actfn/core";

const precision = process.argv[2] ?? "fast";
const backend = await webgpu();
const runtime = createRuntime({ backends: [backend], precision });
console.log(backend.info.adapter, JSON.stringify(backend.info.startCheck));

const shape = [2, 4, 4];
const numbers = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i));
const x = tensor(numbers, { shape });

/** Options that a call must have: a number for each tensor. */
function required({ definition }) {
  const tensors = Object.entries(definition.options).filter(([, { type }]) => type === "tensor");
  return Object.fromEntries(tensors.map(([name]) => [name, 0.25]));
}

const times = [];
const unsupported = [];
for (const activation of catalogue) {
  const options = required(activation);
  for (const pass of ["forward", "backward"]) {
    const name = `${activation.definition.name} ${pass}`;
    const call = async () => {
      const dy = pass === "forward" ? undefined : await forward();
      const [started, used] = [performance.now(), process.cpuUsage()];
      await (pass === "forward" ? forward() : runtime.backward(activation, x, dy, options));
      const { user, system } = process.cpuUsage(used);
      return { ms: performance.now() - started, cpu: (user + system) / 1000 };
    };
    const forward = () => runtime.forward(activation, x, options);
    try {
      const first = await call();
      const second = await call();
      times.push({ name, ms: first.ms - second.ms, cpu: first.cpu - second.cpu });
    } catch (error) {
      unsupported.push(`${name}: ${error.message}`);
    }
  }
}
await runtime.dispose();

times.sort((a, b) => b.cpu - a.cpu);
for (const { name, ms, cpu } of times.slice(0, 10)) {
  console.log(
    `${cpu.toFixed(0).padStart(6)} ms of processor time, ${ms.toFixed(0).padStart(5)} ms passed: ${name}`,
  );
}
const median = times[Math.floor(times.length / 2)]?.cpu ?? 0;
console.log(
  `${times.length} kernels at ${precision}: median ${median.toFixed(0)} ms of processor time, most ${times[0]?.cpu.toFixed(0)} ms`,
);
console.log(`${unsupported.length} not supported`);
for (const line of unsupported) console.log(`  ${line.slice(0, 160)}`);

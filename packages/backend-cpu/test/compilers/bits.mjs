// Prints one number for the bits of all results of the catalogue, fast and strict, of the build in dist.
import { createHash } from "node:crypto";
import { cpu } from "@actfn/backend-cpu";
import * as core from "@actfn/core";

const specials = [0, -0, Number.NaN, Infinity, -Infinity, 1e-45, -1e-45, 3.4e38, -3.4e38];
const spread = (i) => ((Math.imul(i, 2654435761) >> 8) / 2 ** 23) * 2 ** ((i % 40) - 24);
const backend = await cpu({ threads: 1 });
const hash = createHash("sha256");

const filled = (dtype, shape, value) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return core.cast(
    core.tensor(
      Float32Array.from({ length }, (_, i) => value(i)),
      { shape },
    ),
    dtype,
  );
};

/** One NaN for all: which bits it has is left to the machine. */
function take({ data }) {
  hash.update(data.map((number) => (Number.isNaN(number) ? Number.NaN : number)));
}

const activations = Object.values(core).filter(
  (value) => typeof value === "function" && value.definition && value.definition.family !== "random",
);
for (const dtype of ["float32", "float64"]) {
  const x = filled(dtype, [2, 4, 512], (i) => specials[i] ?? spread(i));
  for (const precision of ["fast", "strict"]) {
    const runtime = core.createRuntime({ backends: [backend], precision });
    for (const activation of activations) {
      const { options } = activation.definition;
      const learned = Object.keys(options).filter((name) => options[name].type === "tensor");
      const given = Object.fromEntries(learned.map((name) => [name, 0.25]));
      const y = runtime.forwardSync(activation, x, given);
      const dy = filled(dtype, y.shape, (i) => 1 + (i % 7) / 8);
      const gradients = runtime.backwardSync(activation, x, dy, given);
      take(y);
      for (const each of core.Tensor.isTensor(gradients) ? [gradients] : Object.values(gradients)) take(each);
    }
  }
}
console.log(`bits ${hash.digest("hex")}`);

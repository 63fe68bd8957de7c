// #region names
import { cpu } from "@actfn/backend-cpu";
import { activationNamed, gelu, leakyRelu, use } from "@actfn/core";

await use(cpu());

console.log(activationNamed("leaky_relu") === activationNamed("LeakyReLU"));
// → true
console.log(activationNamed("swish1").definition.name);
// → silu
// #endregion names

// #region defaults
// JAX's gelu is the tanh form unless told otherwise, and Keras' leaky_relu has a slope of 0.2.
const jaxGelu = gelu.with({ approximate: "tanh" });
const kerasLeakyRelu = leakyRelu.with({ negativeSlope: 0.2 });
console.log((await jaxGelu([1])).at(0)?.toFixed(6), (await gelu([1])).at(0)?.toFixed(6));
// → 0.841192 0.841345
console.log((await kerasLeakyRelu([-1])).at(0)?.toFixed(1));
// → -0.2
// #endregion defaults

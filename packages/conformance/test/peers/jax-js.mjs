import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as jax from "@jax-js/jax";
import { peerBackend } from "./peer-backend.mjs";

const { nn, numpy, scipySpecial } = jax;

/** @type {Readonly<Record<string, (x: any, options: Readonly<Record<string, any>>) => any>>} */
const ops = {
  relu: (x) => nn.relu(x),
  relu6: (x) => nn.relu6(x),
  leakyRelu: (x, { negativeSlope }) => nn.leakyRelu(x, negativeSlope),
  sigmoid: (x) => nn.sigmoid(x),
  logSigmoid: (x) => nn.logSigmoid(x),
  tanh: (x) => numpy.tanh(x),
  elu: (x, { alpha }) => nn.elu(x, alpha),
  celu: (x, { alpha }) => nn.celu(x, alpha),
  selu: (x) => nn.selu(x),
  softplus: (x) => nn.softplus(x),
  softsign: (x) => nn.softSign(x),
  silu: (x) => nn.silu(x),
  mish: (x) => nn.mish(x),
  gelu: (x, { approximate }) => nn.gelu(x, { approximate: approximate === "tanh" }),
  hardSigmoid: (x) => nn.hardSigmoid(x),
  hardSwish: (x) => nn.hardSilu(x),
  squareplus: (x, { b }) => nn.squareplus(x, b),
  sparsePlus: (x) => nn.sparsePlus(x),
  sparseSigmoid: (x) => nn.sparseSigmoid(x),
  erf: (x) => scipySpecial.erf(x),
  exponential: (x) => numpy.exp(x),
  softmax: (x, { axis }) => nn.softmax(x, axis),
  logSoftmax: (x, { axis }) => nn.logSoftmax(x, axis),
  logSumExp: (x, { axis }) => nn.logsumexp(x, axis),
};

/** Options that its functions do not have. @type {(name: string, options: Readonly<Record<string, unknown>>) => boolean} */
function isOwn(name, options) {
  if (name === "softplus") return options.beta === 1 && options.threshold === 20;
  if (name === "softmax") return options.temperature === 1 && options.masked === "nan";
  return true;
}

/** jax-js on its WebAssembly backend. */
export async function jaxJs() {
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  const entry = createRequire(import.meta.url).resolve("@jax-js/jax");
  const { version } = JSON.parse(readFileSync(new URL("../package.json", `file://${entry}`), "utf8"));
  return peerBackend({
    name: "jax-js",
    version,
    runtime: `@jax-js/jax ${version}, wasm`,
    has: (name, options) => name in ops && isOwn(name, options),
    run: async ({ name, options, pass, shape, x, dy }) => {
      const op = /** @type {(x: any, options: any) => any} */ (ops[name]);
      const input = numpy.array(Float32Array.from(x)).reshape([...shape]);
      if (pass === "forward") return op(input, options).data();
      const [value, pull] = jax.vjp((/** @type {any} */ one) => op(one, options), [input]);
      const cotangent = numpy.array(Float32Array.from(/** @type {Float32Array} */ (dy))).reshape(value.shape);
      value.dispose();
      const [gradient] = pull(cotangent);
      pull.dispose();
      return gradient.data();
    },
  });
}

/** jax-js on its WebAssembly backend, compiled by `jit`. */
export async function jaxJs() {
  const { init, defaultDevice, numpy: np, nn, jit, vjp } = await import("@jax-js/jax");
  await init("wasm");
  defaultDevice("wasm");
  return {
    name: "jax-js",
    prepare({ activation, pass, shape, x, dy, out }) {
      if (out !== undefined) return undefined;
      const f = activation.jax(nn, np);
      const array = (data) => np.array(data, { shape });
      if (pass === "forward") {
        const compiled = jit((input) => f(input));
        return () => compiled(array(x)).dataSync();
      }
      const gradient = jit((input, cotangent) => vjp((a) => f(a), [input])[1](cotangent)[0]);
      return () => gradient(array(x), array(dy)).dataSync();
    },
  };
}

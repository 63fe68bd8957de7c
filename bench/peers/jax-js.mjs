/** jax-js on its WebAssembly backend, compiled by `jit`. */
export async function jaxJs() {
  const { init, defaultDevice, numpy: np, nn, jit, vjp } = await import("@jax-js/jax");
  await init("wasm");
  defaultDevice("wasm");
  return {
    name: "jax-js",
    threads: "default",
    /** It has no `out`. */
    prepare({ activation, pass, shape, x, dy }) {
      const f = activation.jax(nn, np);
      const array = (data) => np.array(data, { shape });
      if (pass === "forward") {
        const compiled = jit((input) => f(input));
        return started(() => compiled(array(x)).dataSync());
      }
      const gradient = jit((input, cotangent) => vjp((a) => f(a), [input])[1](cotangent)[0]);
      return started(() => gradient(array(x), array(dy)).dataSync());
    },
  };
}

/** Runs a kernel until it succeeds once: sometimes the first try fails because of a memory limit. */
function started(run) {
  for (let tries = 1; ; tries++) {
    try {
      run();
      return run;
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

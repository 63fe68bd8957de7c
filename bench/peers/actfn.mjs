import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const resolve = createRequire(new URL("../../package.json", import.meta.url)).resolve;
const load = (name) => import(pathToFileURL(resolve(name)).href);

/** actfn's CPU backend. Default: its own number of threads. */
export async function actfn({ name, precision, threads, async = false }) {
  const core = await load("@actfn/core");
  const { cpu } = await load("@actfn/backend-cpu");
  const backend = await cpu({ ...(threads && { threads }) });
  const runtime = core.createRuntime({ backends: [backend], precision });
  return {
    name,
    threads: backend.info.threads,
    /** Computes on tensors of typed arrays, with `out` if the result has a place. */
    prepare({ activation, pass, shape, x, dy, out }) {
      const definition = core[activation.activation ?? activation.name];
      const options = { ...activation.options, ...(out && { out: core.tensor(out, { shape }) }) };
      const input = core.tensor(x, { shape });
      if (pass === "forward") {
        return async
          ? () => runtime.forward(definition, input, options)
          : () => runtime.forwardSync(definition, input, options);
      }
      const cotangent = core.tensor(dy, { shape });
      return async
        ? () => runtime.backward(definition, input, cotangent, options)
        : () => runtime.backwardSync(definition, input, cotangent, options);
    },
  };
}

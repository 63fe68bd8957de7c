import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const resolve = createRequire(new URL("../../package.json", import.meta.url)).resolve;
const load = (name) => import(pathToFileURL(resolve(name)).href);

/** Our own backend: one contender for each precision and number of threads. */
export async function actfn({ threads, precision }) {
  const core = await load("@actfn/core");
  const { cpu } = await load("@actfn/backend-cpu");
  const runtime = core.createRuntime({ backends: [await cpu({ threads })], precision });
  return {
    name: `actfn ${precision}${threads > 1 ? ` ×${threads}` : ""}`,
    /** Computes from typed arrays to typed arrays; `out` where the result has a place. */
    prepare({ activation, pass, shape, x, dy, out }) {
      const definition = core[activation.activation ?? activation.name];
      const options = { ...activation.options, ...(out && { out: core.tensor(out, { shape }) }) };
      const input = core.tensor(x, { shape });
      const cotangent = dy && core.tensor(dy, { shape });
      if (threads > 1) {
        return pass === "forward"
          ? () => runtime.forward(definition, input, options)
          : () => runtime.backward(definition, input, cotangent, options);
      }
      return pass === "forward"
        ? () => runtime.forwardSync(definition, input, options)
        : () => runtime.backwardSync(definition, input, cotangent, options);
    },
    dispose: () => runtime.dispose(),
  };
}

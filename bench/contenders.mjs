import { actfn } from "./peers/actfn.mjs";
import { jaxJs } from "./peers/jax-js.mjs";
import { onnxruntimeNode, onnxruntimeNodeAlone, onnxruntimeWeb } from "./peers/onnxruntime.mjs";
import { copy, plainLoop } from "./peers/plain.mjs";
import { python } from "./peers/python.mjs";
import { tfjs } from "./peers/tfjs.mjs";

/** The default: `cpu()` without options, called synchronously. Ratios use its times. */
export const OURS = "actfn fast";
/** The peers of the comparison. The fastest of them counts. */
export const RIVALS = ["onnxruntime-node", "tfjs-wasm", "tfjs-cpu", "jax-js"];

/** The contenders that start on this machine. Prints the others with the reason. */
export async function openContenders({ quick, note }) {
  const factories = [
    () => actfn({ name: OURS, precision: "fast" }),
    () => actfn({ name: `${OURS}, one thread`, precision: "fast", threads: 1 }),
    () => actfn({ name: "actfn strict", precision: "strict" }),
    onnxruntimeNode,
    () => tfjs("wasm"),
    () => tfjs("cpu"),
    jaxJs,
    plainLoop,
    copy,
    python,
    ...(quick
      ? []
      : [
          () => actfn({ name: `${OURS}, async`, precision: "fast", async: true }),
          onnxruntimeNodeAlone,
          onnxruntimeWeb,
        ]),
  ];
  const open = [];
  for (const factory of factories) {
    try {
      open.push(...[await factory()].flat());
    } catch (error) {
      note(`left out: ${error.message}`);
    }
  }
  return open;
}

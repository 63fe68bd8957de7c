import { actfn } from "./peers/actfn.mjs";
import { jaxJs } from "./peers/jax-js.mjs";
import { onnxruntimeNode, onnxruntimeNodeAlone, onnxruntimeWeb } from "./peers/onnxruntime.mjs";
import { copy, plainLoop } from "./peers/plain.mjs";
import { python } from "./peers/python.mjs";
import { tfjs } from "./peers/tfjs.mjs";

/** What a user gets who says nothing: `cpu()` without options, called synchronously. It is what the ratios are made of. */
export const OURS = "actfn fast";
/** The peers that the promise is made against: the best of them counts. */
export const RIVALS = ["onnxruntime-node", "tfjs-wasm", "tfjs-cpu", "jax-js"];

/** The contenders that start on this machine; one that does not is named with the reason. */
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

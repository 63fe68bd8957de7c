import { BackendDisposedError, Tensor, UnsupportedError } from "@actfn/core";

/**
 * What a library can be asked: the value of an activation at x, or the gradient for x given dy, in float32.
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} version
 * @property {string} runtime
 * @property {(name: string, options: Readonly<Record<string, unknown>>, pass: "forward" | "backward") => boolean} has
 *   whether the library has it as its own
 * @property {(call: PeerCall) => Promise<Float32Array>} run
 * @property {() => Promise<void>} [dispose]
 */

/**
 * @typedef {object} PeerCall
 * @property {string} name
 * @property {Readonly<Record<string, unknown>>} options   `axis` counts from the start
 * @property {"forward" | "backward"} pass
 * @property {readonly number[]} shape
 * @property {Float32Array} x
 * @property {Float32Array | undefined} dy
 */

/**
 * A library as a backend: what it has is answered by it, everything else is unsupported.
 * @param {Peer} peer
 * @returns {import("@actfn/core").Backend}
 */
export function peerBackend(peer) {
  let disposed = false;
  /** @param {import("@actfn/core").KernelRequest} request */
  const supports = ({ activation, options, pass, dtype, inputs, precision }) => {
    if (dtype !== "float32") return { status: "unsupported", reason: "asked in float32 only" };
    if (precision !== "fast") return { status: "unsupported", reason: "it has one precision, its own" };
    const tensors = Object.values(activation.options).filter(({ type }) => type === "tensor").length;
    const plain = tensors === 0 && inputs.length === (pass === "forward" ? 1 : 2);
    if (plain && isBuiltIn(activation) && peer.has(activation.name, options, pass))
      return { status: "native" };
    return {
      status: "unsupported",
      reason: `${peer.name} has no such ${pass === "forward" ? "function" : "gradient"}`,
    };
  };
  return {
    contract: "v1",
    name: peer.name,
    info: { version: peer.version, runtime: peer.runtime, device: "cpu", threads: 1, native: [] },
    supports,
    async execute(request) {
      if (disposed) throw new BackendDisposedError(peer.name);
      const support = supports(request);
      const { activation, options, pass, inputs, outputs, shapes } = request;
      if (support.status === "unsupported")
        throw new UnsupportedError(activation.name, [{ backend: peer.name, reason: support.reason }]);
      const [x, dy] = /** @type {[Tensor<"float32">, Tensor<"float32"> | undefined]} */ (inputs);
      const data = await peer.run({
        name: activation.name,
        options,
        pass,
        shape: x.shape,
        x: x.data,
        dy: dy?.data,
      });
      const out = outputs[0];
      if (out === undefined) return [new Tensor("float32", shapes[0] ?? x.shape, Float32Array.from(data))];
      out.data.set(data);
      return [out];
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await peer.dispose?.();
    },
  };
}

/** @param {import("@actfn/core").Definition} definition   the suite defines activations of its own, some under a built-in's name */
function isBuiltIn(definition) {
  return definition.summary !== "Defined by a user.";
}

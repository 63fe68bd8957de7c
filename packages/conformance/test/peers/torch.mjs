import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { peerBackend } from "./peer-backend.mjs";

const server = fileURLToPath(new URL("torch_server.py", import.meta.url));
const pythons = [process.env.PYTHON, "python3", "/usr/bin/python3"].filter((one) => one !== undefined);

/** A Python that has PyTorch, or undefined. */
function findPython() {
  return pythons.find((python) => spawnSync(python, ["-c", "import torch"]).status === 0);
}

/** Options that its functions do not have, or that JSON cannot carry. @type {(name: string, options: Readonly<Record<string, unknown>>) => boolean} */
function isOwn(name, options) {
  if (name === "softmax") return options.temperature === 1 && options.masked === "nan";
  return !Object.values(options).some((value) => typeof value === "number" && !Number.isFinite(value));
}

/** PyTorch's CPU kernels and its autograd, in a process of its own; undefined where no Python has it. */
export async function torch() {
  const python = findPython();
  if (python === undefined) return undefined;
  const child = spawn(python, [server], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value);
  const { version, names } = await read();
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  const ask = (/** @type {unknown} */ question) => {
    const answer = last.then(() => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return read();
    });
    last = answer.catch(() => {});
    return answer;
  };
  return peerBackend({
    name: "pytorch",
    version,
    runtime: `PyTorch ${version}, CPU`,
    has: (name, options) => names.includes(name) && isOwn(name, options),
    run: async ({ name, options, pass, shape, x, dy }) => {
      const encode = (/** @type {Float32Array} */ data) =>
        Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
      const answer = await ask({
        name,
        options,
        pass,
        shape,
        x: encode(x),
        dy: dy === undefined ? null : encode(dy),
      });
      if (answer.error !== undefined) throw new Error(answer.error);
      return new Float32Array(Uint8Array.from(Buffer.from(answer.data, "base64")).buffer);
    },
    dispose: async () => {
      child.stdin.end();
    },
  });
}

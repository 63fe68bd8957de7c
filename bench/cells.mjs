import { spawnSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { activations, shapeOf } from "./activations.mjs";
import { measure } from "./measure.mjs";
import { actfn } from "./peers/actfn.mjs";
import { jaxJs } from "./peers/jax-js.mjs";
import { onnxruntimeNode, onnxruntimeWeb } from "./peers/onnxruntime.mjs";
import { copy, plainLoop } from "./peers/plain.mjs";
import { tfjs } from "./peers/tfjs.mjs";

const ALL_SIZES = [2 ** 4, 2 ** 8, 2 ** 12, 2 ** 16, 2 ** 20, 2 ** 24];
const QUICK_SIZES = [2 ** 8, 2 ** 16];

/** Measures every cell: activation × pass × size × fresh output or `out`. Milliseconds for each contender. */
export async function measureAll({ quick, only, sizes = quick ? QUICK_SIZES : ALL_SIZES }) {
  const chosen = activations.filter(({ name }) => only === undefined || only.includes(name));
  const peers = await open(quick);
  const cells = [];
  for (const activation of chosen) {
    for (const pass of ["forward", "backward"]) {
      for (const size of sizes) {
        for (const output of quick ? ["fresh"] : ["fresh", "out"]) {
          cells.push(await cell(peers, { activation, pass, size, output, quick }));
          process.stderr.write(
            `\r${cells.length} cells, ${activation.name} ${pass} ${size} ${output}          `,
          );
        }
      }
    }
  }
  process.stderr.write("\n");
  addPython(cells, chosen, quick);
  return { machine: machine(), quick, cells };
}

/** The contenders that start on this machine; one that does not is named with the reason. */
async function open(quick) {
  const threads = Math.min(2, availableParallelism());
  const factories = [
    () => actfn({ threads: 1, precision: "fast" }),
    () => actfn({ threads: 1, precision: "strict" }),
    ...(threads > 1 ? [() => actfn({ threads, precision: "fast" })] : []),
    onnxruntimeNode,
    () => tfjs("wasm"),
    jaxJs,
    plainLoop,
    copy,
    ...(quick ? [] : [onnxruntimeWeb, () => tfjs("cpu")]),
  ];
  const peers = [];
  for (const factory of factories) {
    try {
      peers.push(await factory());
    } catch (error) {
      console.error(`left out: ${error.message}`);
    }
  }
  return peers;
}

async function cell(peers, { activation, pass, size, output, quick }) {
  const shape = shapeOf(activation, size);
  const x = Float32Array.from({ length: size }, (_, i) => ((Math.sin(i * 12.9898) * 43758.5453) % 1) * 6);
  const dy = pass === "backward" ? new Float32Array(size).fill(1) : undefined;
  const out = output === "out" ? new Float32Array(size) : undefined;
  const contenders = [];
  for (const peer of peers) {
    try {
      const run = await peer.prepare({ activation, pass, shape, x, dy, out });
      if (run !== undefined) contenders.push({ name: peer.name, run });
    } catch {
      // The peer has no kernel for this cell; the table shows a gap.
    }
  }
  const milliseconds = await measure(contenders, { rounds: quick ? 9 : 15, budget: quick ? 90 : 150 });
  return { activation: activation.name, pass, size, output, milliseconds };
}

/** PyTorch's CPU kernels where python3 has them, into the cells with a fresh output. */
function addPython(cells, chosen, quick) {
  const wanted = cells.filter(({ output, size }) => output === "fresh" && size >= 2 ** 12);
  const key = ({ activation, pass, size }) => `${activation} ${pass} ${size}`;
  const request = {
    threads: availableParallelism(),
    rounds: quick ? 5 : 15,
    cells: wanted.map((cell) => {
      const activation = chosen.find(({ name }) => name === cell.activation);
      const shape = shapeOf(activation, cell.size);
      return { key: key(cell), shape, pass: cell.pass, torch: activation.torch };
    }),
  };
  const script = fileURLToPath(new URL("python-peers.py", import.meta.url));
  const { stdout, status } = spawnSync("python3", [script], {
    input: JSON.stringify(request),
    encoding: "utf8",
  });
  if (status !== 0) return;
  const { version, milliseconds = {} } = JSON.parse(stdout);
  for (const cell of wanted) {
    const time = milliseconds[key(cell)];
    if (time !== undefined) cell.milliseconds[`PyTorch ${version}`] = time;
  }
}

function machine() {
  return {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    date: new Date().toISOString(),
  };
}

import { availableParallelism, cpus } from "node:os";
import { activations, shapeOf } from "./activations.mjs";
import { openContenders } from "./contenders.mjs";
import { measure, warmUp } from "./measure.mjs";

const ALL_SIZES = [2 ** 4, 2 ** 8, 2 ** 12, 2 ** 16, 2 ** 20, 2 ** 24];
const QUICK_SIZES = [2 ** 8, 2 ** 16];
/** The time for all cells of all activations, in milliseconds. */
const BUDGET = { quick: 40_000, full: 600_000 };
/** The time for which each contender is warmed up with each activation and pass before the first cell, in milliseconds. */
const WARM = { quick: 3, full: 12 };
const WARM_SIZE = 256;

/**
 * Measures every cell (activation × pass × size × new output or `out`) for each contender, in milliseconds. Calls `save` with
 * the results so far after each activation.
 */
export async function measureAll({ quick, only, sizes = quick ? QUICK_SIZES : ALL_SIZES }, save) {
  const notes = new Set();
  const note = (text) => notes.has(text) || (notes.add(text) && console.error(`\n${text}`));
  const mode = quick ? "quick" : "full";
  const chosen = activations.filter(({ name }) => only === undefined || only.includes(name));
  const peers = await openContenders({ quick, note });
  const plan = planned(chosen, sizes, quick ? ["fresh"] : ["fresh", "out"]);
  await warmAll(peers, chosen, WARM[mode], note);
  const cells = [];
  const threads = Object.fromEntries(peers.map((peer) => [peer.name, peer.threads]));
  const results = { machine: machine(), quick, threads, notes: [], cells };
  const end = performance.now() + (BUDGET[mode] * chosen.length) / activations.length;
  for (const [at, cell] of plan.entries()) {
    const weights = plan.slice(at).reduce((sum, { size }) => sum + weightOf(size), 0);
    const budget = (Math.max(0, end - performance.now()) * weightOf(cell.size)) / weights;
    cells.push(await measured(peers, cell, budget, note));
    const { activation, pass, size, output } = cell;
    process.stderr.write(
      `\r${cells.length}/${plan.length} ${activation.name} ${pass} ${size} ${output}      `,
    );
    results.notes = [...notes];
    if (plan[at + 1]?.activation !== activation) save(results);
  }
  process.stderr.write("\n");
  return results;
}

function planned(chosen, sizes, outputs) {
  const all = [];
  for (const activation of chosen) {
    for (const pass of ["forward", "backward"]) {
      for (const size of sizes) for (const output of outputs) all.push({ activation, pass, size, output });
    }
  }
  return all;
}

/** The share of the time for a cell. Large cells need more for three rounds. */
function weightOf(size) {
  return size >= 2 ** 24 ? 8 : size >= 2 ** 20 ? 2 : 1;
}

/** Runs everything once before the measurement, so that no row contains shared costs or gains from its position. */
async function warmAll(peers, chosen, milliseconds, note) {
  for (const { activation, pass, size, output } of planned(chosen, [WARM_SIZE], ["fresh", "out"])) {
    for (const contender of await prepared(peers, { activation, pass, size, output }, note)) {
      try {
        await warmUp(contender, milliseconds);
      } catch {
        // The cell itself reports the error.
      }
    }
  }
}

async function measured(peers, cell, budget, note) {
  const { activation, pass, size, output } = cell;
  const where = `${activation.name} ${pass} ${size} ${output}`;
  const fail = (name, error) => note(`${name}, ${where}: ${error.message}`);
  const milliseconds = await measure(await prepared(peers, cell, note), { budget, size, fail });
  return { activation: activation.name, pass, size, output, milliseconds };
}

/** The peers that have a kernel for a cell, with that kernel. */
async function prepared(peers, { activation, pass, size, output }, note) {
  const shape = shapeOf(activation, size);
  const x = Float32Array.from({ length: size }, (_, i) => ((Math.sin(i * 12.9898) * 43758.5453) % 1) * 6);
  const dy = pass === "backward" ? new Float32Array(size).fill(1) : undefined;
  const out = output === "out" ? new Float32Array(size) : undefined;
  const contenders = [];
  for (const peer of peers) {
    try {
      const ready = await peer.prepare({ activation, pass, shape, x, dy, out, output });
      if (ready === undefined) continue;
      contenders.push({ name: peer.name, ...(typeof ready === "function" ? { run: ready } : ready) });
    } catch (error) {
      note(`${peer.name}, ${activation.name} ${pass} ${size} ${output}: ${error.message}`);
    }
  }
  return contenders;
}

function machine() {
  return {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    flags: process.execArgv,
    date: new Date().toISOString(),
  };
}

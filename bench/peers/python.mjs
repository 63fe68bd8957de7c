import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../python-peers.py", import.meta.url));
/** Below this size, a measurement would show the cost of calls in Python. */
const LEAST = 2 ** 12;

/**
 * PyTorch on all threads and on one, and numpy. One Python process measures each sample on request, in turns with the other
 * contenders. `ACTFN_PYTHON` names the Python. Default: the first one with PyTorch, or with numpy.
 */
export async function python() {
  const found = await findPython();
  if (found === undefined)
    throw new Error("PyTorch and numpy: no python3 has them (ACTFN_PYTHON names another).");
  const { ask, torch, numpy, threads } = found;
  const contender = (name, count, kind) => ({
    name,
    threads: count,
    async prepare({ activation, pass, shape, x, output }) {
      const code = codeFor(activation, kind, pass, output);
      if (x.length < LEAST || code === undefined) return undefined;
      const cell = { kind, threads: count, pass, shape, code };
      return { sample: async (repeats) => (await ask({ ...cell, repeats })).milliseconds };
    },
  });
  return [
    ...(torch ? [contender(`PyTorch ${torch}`, threads, "torch")] : []),
    ...(torch && threads > 1 ? [contender(`PyTorch ${torch}, one thread`, 1, "torch")] : []),
    ...(numpy ? [contender(`numpy ${numpy}`, 1, "numpy")] : []),
  ];
}

function codeFor({ torch, torchOut, numpy }, kind, pass, output) {
  if (output === "out") return kind === "torch" && pass === "forward" ? torchOut : undefined;
  if (kind === "torch") return torch;
  return pass === "forward" ? numpy : undefined;
}

async function findPython() {
  const { ACTFN_PYTHON } = process.env;
  const candidates = ACTFN_PYTHON ? [ACTFN_PYTHON] : ["python3", "/usr/bin/python3"];
  const started = (await Promise.all(candidates.map(start))).filter((one) => one !== undefined);
  const chosen = started.find(({ torch }) => torch) ?? started.find(({ numpy }) => numpy);
  for (const one of started) if (one !== chosen) one.end();
  return chosen;
}

/** A Python process that replies to each line of JSON with a line of JSON; undefined if there is no Python. */
async function start(command) {
  // Its idle threads sleep. Otherwise they would spin on the cores of the next contender.
  const env = { ...process.env, OMP_WAIT_POLICY: "PASSIVE", KMP_BLOCKTIME: "0" };
  const child = spawn(command, [script], { env, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = [];
  let ended = false;
  const end = () => {
    ended = true;
    for (const { reject } of waiting.splice(0)) reject(new Error(`${command} has ended.`));
  };
  child.on("error", end);
  child.on("exit", end);
  child.stdin.on("error", end);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = JSON.parse(line);
    const { resolve, reject } = waiting.shift();
    if (answer.error === undefined) resolve(answer);
    else reject(new Error(answer.error));
  });
  const answer = () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const ask = (question) => {
    if (ended) throw new Error(`${command} has ended.`);
    const promise = answer();
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return promise;
  };
  try {
    return { ...(await answer()), ask, end: () => child.stdin.end() };
  } catch {
    return undefined;
  }
}

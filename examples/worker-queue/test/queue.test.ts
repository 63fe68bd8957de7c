import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const queue = fileURLToPath(new URL("../queue.mjs", import.meta.url));
const isBuilt = ["core/dist/isolate/worker.js", "backend-cpu/dist/index.js"].every((path) =>
  existsSync(fileURLToPath(new URL(`../../../packages/${path}`, import.meta.url))),
);

async function work(
  lines: readonly string[],
): Promise<{ results: unknown[]; code: number | null; notes: string }> {
  const child = spawn(process.execPath, [queue], { stdio: ["pipe", "pipe", "pipe"] });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let notes = "";
  child.stderr.on("data", (text) => {
    notes += String(text);
  });
  child.stdin.end(`${lines.join("\n")}\n`);
  const results: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) results.push(JSON.parse(line));
  return { results, code: await exit, notes };
}

// The queue runs as its users run it, from what `npm run build` makes; `npm test` builds before.
describe.skipIf(!isBuilt)("the example queue (needs npm run build)", () => {
  test("answers a thousand jobs in their order though its workers are ended in between", async () => {
    const jobs = Array.from({ length: 1000 }, (_, i) => JSON.stringify({ activation: "relu", x: [i, -i] }));
    const lines = jobs.flatMap((job, i) => (i % 250 === 125 ? ['{ "command": "restart" }', job] : [job]));
    const { results, code, notes } = await work(lines);
    const expected = jobs.map((_, i) => ({ result: { dtype: "float32", shape: [2], data: [i, 0] } }));
    expect(results).toEqual(expected);
    expect(code).toBe(0);
    expect(notes.match(/started again/g)).toHaveLength(8);
  });

  test("answers a job that is wrong with its error, and goes on", async () => {
    const { results } = await work([
      '{ "activation": "gleu", "x": [1] }',
      "{",
      '{ "activation": "relu", "x": [2, -1], "dy": [3, 3] }',
    ]);
    expect(results).toMatchObject([
      { error: { name: "ActivationNameError" } },
      { error: { name: "SyntaxError" } },
      { result: { data: [3, 0] } },
    ]);
  });
});

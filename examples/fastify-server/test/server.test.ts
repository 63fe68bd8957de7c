import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const server = fileURLToPath(new URL("../server.mjs", import.meta.url));
/** Ends the server with these tests, however they end. */
const withParent = fileURLToPath(new URL("../../../scripts/with-parent.mjs", import.meta.url));
const isBuilt = ["core/dist/isolate/worker.js", "backend-cpu/dist/index.js"].every((path) =>
  existsSync(fileURLToPath(new URL(`../../../packages/${path}`, import.meta.url))),
);

const SECONDS = 5;
const job = JSON.stringify({ x: [[-1, 0.5, 3]], options: { precision: "strict" } });

// The server runs as its users run it, from what `npm run build` makes; `npm test` builds before.
describe.skipIf(!isBuilt)("the example server (needs npm run build)", () => {
  let child: ChildProcess;
  let address = "";

  beforeAll(async () => {
    child = spawn(process.execPath, [withParent, process.execPath, server], {
      env: { ...process.env, PORT: "0" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    for await (const line of lines) {
      address = /http:\S+/.exec(line)?.[0] ?? "";
      if (address !== "") break;
    }
  }, 30_000);

  afterAll(async () => {
    if (child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    // It closes what it has opened, by itself.
    expect(await exited).toEqual([0, null]);
  }, 30_000);

  const post = async (path: string, body: unknown): Promise<{ status: number; body: never }> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as never };
  };

  test("computes, and says what is wrong with a request", async () => {
    expect(await post("/forward/relu", { x: [[-1, 2]] })).toEqual({
      status: 200,
      body: { dtype: "float32", shape: [1, 2], data: [0, 2] },
    });
    expect(await post("/forward/gleu", { x: [1] })).toMatchObject({
      status: 404,
      body: { name: "ActivationNameError" },
    });
    expect(await post("/forward/gelu", { x: [1], options: { slope: 1 } })).toMatchObject({
      status: 400,
      body: { code: "ACTFN_UNKNOWN_OPTION" },
    });
    expect(await post("/forward/gelu", { x: [[1], 2] })).toMatchObject({
      status: 400,
      body: { code: "ACTFN_SHAPE" },
    });
    expect(await post("/forward/gelu", { y: 1 })).toMatchObject({ status: 400 });
    expect(await post("/swap", {})).toMatchObject({ status: 400 });
    expect(await post("/canary", {})).toMatchObject({ status: 400 });
  });

  test("tells of the canary that came last, though the one before it ends later", async () => {
    const get = async (path: string): Promise<unknown> => (await fetch(address + path)).json();
    const answered = async (): Promise<number | undefined> =>
      ((await get("/stats")) as { canary?: { answered: number } }).canary?.answered;
    expect(await post("/canary", { backend: "cpu" })).toMatchObject({ status: 202 });
    await expect.poll(answered).toBe(0);
    for (let i = 0; i < 10; i++) await post("/forward/gelu", JSON.parse(job));
    expect(await answered()).toBe(1);
    expect(await post("/canary", { backend: "cpu" })).toMatchObject({ status: 202 });
    // The second has begun, which ends the first.
    await expect.poll(answered).toBe(0);
    expect(await get("/canary")).toEqual({ outcome: "running" });
    await post("/swap", { backend: "cpu" });
    expect(await get("/canary")).toEqual({ outcome: "rolledBack", reason: "a swap replaced the list" });
  });

  test("fails no request while it is swapped, canaries are tried and workers are ended", async () => {
    const { body: expected } = await post("/forward/gelu", JSON.parse(job));
    const load = autocannon({
      url: `${address}/forward/gelu`,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: job,
      expectBody: JSON.stringify(expected),
      connections: 32,
      duration: SECONDS,
    });
    let isOver = false;
    const finished = load.then((result) => {
      isOver = true;
      return result;
    });
    const done = { swaps: 0, promotions: 0, restarts: 0 };
    for (let round = 0; !isOver; round++) {
      const backend = round % 2 === 0 ? "isolated" : "cpu";
      await post("/canary", { backend });
      let outcome = "running";
      for (let i = 0; i < 100 && outcome === "running" && !isOver; i++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        ({ outcome } = (await (await fetch(`${address}/canary`)).json()) as { outcome: string });
      }
      if (outcome === "promoted") done.promotions++;
      done.restarts += ((await post("/restart-worker", {})).body as { restarted: number }).restarted;
      if ((await post("/swap", { backend })).status === 200) done.swaps++;
    }
    const { errors, timeouts, mismatches, non2xx, requests } = await finished;
    expect({ errors, timeouts, mismatches, non2xx }).toEqual({
      errors: 0,
      timeouts: 0,
      mismatches: 0,
      non2xx: 0,
    });
    expect(requests.total).toBeGreaterThan(500);
    for (const times of Object.values(done)) expect(times).toBeGreaterThan(0);

    const ready = await fetch(`${address}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { ready: true, status: "ok", waiting: 0 },
    ]);
    const stats = (await (await fetch(`${address}/stats`)).json()) as { answered: number; failed: object };
    expect(stats.answered).toBeGreaterThanOrEqual(requests.total);
    expect(stats.failed).toEqual({});
    console.log(`${requests.total} requests in ${SECONDS} s,`, JSON.stringify(done));
  });
});

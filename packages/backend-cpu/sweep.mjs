/**
 * npm run sweep [stride]: tries all float32 inputs, or every `stride`th, at both tiers side by side: half an hour on two
 * cores. Prints the worst input of each activation and writes them all to out/accuracy.json, which
 * `npm run measure:accuracy --workspace apps/docs` takes over for the site.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const stride = process.argv[2] ?? "1";
const out = fileURLToPath(new URL("out/", import.meta.url));
const precisions = ["strict", "fast"];
mkdirSync(out, { recursive: true });

const statuses = await Promise.all(
  precisions.map(async (precision) => {
    const vitest = [
      "../../node_modules/vitest/vitest.mjs",
      "run",
      "--root",
      "../..",
      "--project",
      "backend-cpu",
    ];
    const child = spawn(process.execPath, [...vitest, "accuracy", "-t", `${precision} float32`], {
      stdio: "inherit",
      env: { ...process.env, ACTFN_SWEEP_STRIDE: stride, ACTFN_SWEEP_REPORT: `${out}${precision}.json` },
    });
    const [status] = await once(child, "exit");
    return status ?? 1;
  }),
);
if (statuses.some((status) => status !== 0)) process.exit(1);

const results = precisions.flatMap((precision) =>
  JSON.parse(readFileSync(`${out}${precision}.json`, "utf8")),
);
const machine = { node: process.version, date: new Date().toISOString() };
writeFileSync(`${out}accuracy.json`, `${JSON.stringify({ ...machine, stride: Number(stride), results })}\n`);
console.log("Written: packages/backend-cpu/out/accuracy.json");

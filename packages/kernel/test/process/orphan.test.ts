import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { printNotebook } from "../../src/notebook/format.js";
import { KERNEL_ENTRY } from "../../src/notebook/kernel-process.js";
import { parsePercent } from "../../src/notebook/percent.js";
import { emptyFolder } from "../kernel.js";

/** Milliseconds after the start at which a process is killed; a kernel takes about a second to be ready. */
const MOMENTS = [0, 80, 250, 500, 900, 1500];
const SIGNALS = ["SIGKILL", "SIGTERM"] as const;

/** A folder that the processes of one trial are known by: it is their folder for temporary files. */
function ownFolder(): {
  readonly env: NodeJS.ProcessEnv;
  readonly temporary: string;
  readonly folder: string;
} {
  const folder = emptyFolder();
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  return { folder, temporary, env: { ...process.env, TMPDIR: temporary } };
}

/** The processes with a folder for temporary files of their own, by what Linux tells of them. */
function processesOf(temporary: string): string[] {
  const isOne = (id: string): boolean => {
    try {
      const hasEnded = / Z /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
      return !hasEnded && readFileSync(`/proc/${id}/environ`, "utf8").includes(temporary);
    } catch {
      return false; // It has gone meanwhile, or is another user's.
    }
  };
  return readdirSync("/proc").filter((id) => /^\d+$/.test(id) && isOne(id));
}

async function killAt(milliseconds: number, child: ChildProcess, index: number): Promise<void> {
  await delay(milliseconds);
  child.kill(SIGNALS[index % SIGNALS.length]);
}

async function expectAllToEnd(temporary: string): Promise<void> {
  await expect.poll(() => processesOf(temporary), { interval: 50 }).toEqual([]);
}

describe.skipIf(process.platform !== "linux")("a kernel does not outlive", () => {
  it.each(MOMENTS.map((moment, index) => [moment, index] as const))(
    "the runner that started it, which is killed after %i ms; nor does a temporary file",
    async (moment, index) => {
      const { folder, temporary, env } = ownFolder();
      const notebook = join(folder, "endless.ipynb");
      writeFileSync(notebook, printNotebook(parsePercent("// %%\nawait 0; for (;;) {}\n")));
      const args = [KERNEL_ENTRY, "run", notebook, "--output", folder];
      const runner = spawn(process.execPath, args, { env, stdio: "ignore" });
      await killAt(moment, runner, index);
      await expectAllToEnd(temporary);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it.each(MOMENTS.map((moment, index) => [moment, index] as const))(
    "the Jupyter that started it, which is killed %i ms later",
    async (moment, index) => {
      const { folder, temporary, env } = ownFolder();
      const script = fileURLToPath(new URL("./jupyter-parent.mjs", import.meta.url));
      const jupyter = fork(script, [folder], { env, stdio: "ignore" });
      await once(jupyter, "message");
      expect(processesOf(temporary).length).toBeGreaterThan(0);
      await killAt(moment, jupyter, index);
      await expectAllToEnd(temporary);
    },
  );
});

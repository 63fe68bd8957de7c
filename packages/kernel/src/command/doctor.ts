import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { dim, green, red } from "../cells/ansi.js";
import { KernelClient } from "../notebook/kernel-client.js";
import { startKernelProcess } from "../notebook/kernel-process.js";
import { isOurs, readSpec } from "./install.js";
import { kernelFolders } from "./kernelspec.js";
import { say } from "./terminal.js";

/** What one check found. `advice` says how to mend it; a finding that is not `ok` needs none if it is only a note. */
interface Finding {
  readonly state: "ok" | "wrong" | "note";
  readonly text: string;
  readonly advice?: string;
}

type Check = () => Promise<Finding[]>;

const CHECKS: readonly Check[] = [checkNode, checkModules, checkKernelSpecs, checkKernel, checkJupyter];

/** Looks at everything a notebook needs, prints what it finds, and resolves to 0 when nothing is wrong. */
export async function doctor(): Promise<number> {
  let wrong = 0;
  for (const check of CHECKS) {
    for (const { state, text, advice } of await check()) {
      const mark = state === "ok" ? green("✓") : state === "wrong" ? red("✗") : dim("·");
      say(`${mark} ${text}`);
      if (advice !== undefined) say(`    → ${advice}`);
      if (state === "wrong") wrong += 1;
    }
  }
  say(wrong === 0 ? "\nNothing is wrong." : `\n${wrong} ${wrong === 1 ? "thing is" : "things are"} wrong.`);
  return wrong === 0 ? 0 : 1;
}

async function checkNode(): Promise<Finding[]> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  const text = `Node ${process.version} (${process.execPath})`;
  return [
    isEnough
      ? { state: "ok", text }
      : { state: "wrong", text, advice: "Install Node 20.19 or newer, then run: actfn-kernel install" },
  ];
}

async function checkModules(): Promise<Finding[]> {
  const require = createRequire(import.meta.url);
  const load = (name: string, advice: string, state: "wrong" | "note"): Finding => {
    try {
      require(name);
      return { state: "ok", text: `${name} loads` };
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      return { state, text: `${name} does not load: ${reason}`, advice };
    }
  };
  return [
    load(
      "zeromq",
      "Run npm install again on this machine: its binary is of another platform or C library.",
      "wrong",
    ),
    load("tslab/dist/converter.js", "Run npm install again: tslab 1.0.22 is missing.", "wrong"),
    load(
      "@resvg/resvg-js",
      "Only needed for PNG pictures: npm install @resvg/resvg-js dejavu-fonts-ttf",
      "note",
    ),
  ];
}

async function checkKernelSpecs(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const folder of kernelFolders()) {
    for (const name of await readdir(folder).catch(() => [])) {
      const found = join(folder, name);
      if (await isOurs(found)) findings.push(...(await checkSpec(found, name)));
    }
  }
  if (findings.length > 0) return findings;
  return [{ state: "wrong", text: "Jupyter does not know this kernel", advice: "Run: actfn-kernel install" }];
}

async function checkSpec(folder: string, name: string): Promise<Finding[]> {
  const named = (await readSpec(folder))?.argv?.filter((part) => isAbsolute(part)) ?? [];
  const missing = named.find((part) => !existsSync(part));
  if (missing === undefined) return [{ state: "ok", text: `The kernel "${name}" is installed in ${folder}` }];
  return [
    {
      state: "wrong",
      text: `The kernel "${name}" in ${folder} names ${missing}, which is gone`,
      advice: `Run: actfn-kernel install --name ${name}`,
    },
  ];
}

/** Starts the kernel in an empty folder and runs a cell. */
async function checkKernel(): Promise<Finding[]> {
  const started = performance.now();
  try {
    const client = await KernelClient.connect(await startKernelProcess(tmpdir()));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const reply = await client.request("execute_request", {
      code: "const answer: number = 6 * 7;",
      silent: true,
    });
    await client.close();
    if (reply["status"] === "ok")
      return [{ state: "ok", text: `The kernel starts (${seconds} s) and runs a cell` }];
    return [{ state: "wrong", text: `The kernel starts but fails at a cell: ${String(reply["evalue"])}` }];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        state: "wrong",
        text: `The kernel does not start: ${reason}`,
        advice: "Mend what is wrong above; if nothing is, report this.",
      },
    ];
  }
}

async function checkJupyter(): Promise<Finding[]> {
  const advice = 'Install it with "pip install jupyterlab", or run notebooks with "actfn-kernel run".';
  try {
    const { stdout } = await promisify(execFile)("jupyter", ["--version"], { timeout: 20_000 });
    const versions = stdout.split("\n").filter((line) => /^(jupyterlab|notebook|jupyter_core)\b/.test(line));
    return [
      {
        state: "ok",
        text: `Jupyter is on the PATH (${versions.map((line) => line.replace(/\s*:\s*/, " ")).join(", ")})`,
      },
    ];
  } catch {
    return [{ state: "note", text: "There is no Jupyter on the PATH", advice }];
  }
}

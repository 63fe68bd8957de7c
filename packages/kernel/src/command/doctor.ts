import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { dim, green, red } from "../cells/ansi.js";
import { KernelClient } from "../notebook/kernel-client.js";
import { startKernelProcess } from "../notebook/kernel-process.js";
import { isOurs, readSpec } from "./install.js";
import { findJupyter, type Jupyter } from "./jupyter.js";
import { kernelFolders, userDataFolder } from "./kernelspec.js";
import { say } from "./terminal.js";

/** What one check found. `advice` says how to fix it; a finding that is not `ok` needs none if it is only a note. */
interface Finding {
  readonly state: "ok" | "wrong" | "note";
  readonly text: string;
  readonly advice?: string;
}

type Check = (jupyter: Jupyter | undefined) => Promise<Finding[]>;

const CHECKS: readonly Check[] = [checkNode, checkModules, checkKernelSpecs, checkKernel, checkJupyter];

/** Looks at everything a notebook needs, prints what it finds, and resolves to 0 when nothing is wrong. */
export async function doctor(): Promise<number> {
  let wrong = 0;
  const jupyter = await findJupyter();
  for (const check of CHECKS) {
    for (const { state, text, advice } of await check(jupyter)) {
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
    load(
      "@resvg/resvg-js",
      "Only needed for PNG pictures: npm install @resvg/resvg-js dejavu-fonts-ttf",
      "note",
    ),
  ];
}

/** Where Jupyter is there, it is asked itself where it looks: one in an environment of its own looks there too. */
async function checkKernelSpecs(jupyter: Jupyter | undefined): Promise<Finding[]> {
  const searched = (jupyter?.dataFolders ?? []).map((folder) => join(folder, "kernels"));
  const findings: Finding[] = [];
  for (const folder of new Set([...searched, ...kernelFolders()])) {
    for (const name of await readdir(folder).catch(() => [])) {
      const found = join(folder, name);
      if (!(await isOurs(found))) continue;
      const isSearched = searched.length === 0 || searched.includes(folder);
      findings.push(isSearched ? await checkSpec(found, name) : overlooked(found, name));
    }
  }
  if (findings.some(({ state }) => state !== "note")) return findings;
  const missing = { state: "wrong", text: "Jupyter does not know this kernel" } as const;
  return [...findings, { ...missing, advice: "Run: actfn-kernel install" }];
}

function overlooked(folder: string, name: string): Finding {
  return {
    state: "note",
    text: `The kernel "${name}" in ${folder} is not where the Jupyter on the PATH looks`,
    advice: "If it is this Jupyter that you use, run: actfn-kernel install --sys-prefix",
  };
}

async function checkSpec(folder: string, name: string): Promise<Finding> {
  const named = (await readSpec(folder))?.argv?.filter((part) => isAbsolute(part)) ?? [];
  const missing = named.find((part) => !existsSync(part));
  if (missing === undefined) return { state: "ok", text: `The kernel "${name}" is installed in ${folder}` };
  return {
    state: "wrong",
    text: `The kernel "${name}" in ${folder} names ${missing}, which is gone`,
    advice: `Run: actfn-kernel install --name ${name}${placeOf(folder)}`,
  };
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

/** The option by which `install` writes to the same place again; the user's own folder needs none. */
function placeOf(folder: string): string {
  const prefix = /^(.+)[/\\]share[/\\]jupyter[/\\]kernels[/\\][^/\\]+$/.exec(folder)?.[1];
  const isUsers = folder.startsWith(join(userDataFolder(), "kernels"));
  return isUsers || prefix === undefined ? "" : ` --prefix ${JSON.stringify(prefix)}`;
}

const FRONT_ENDS = ["jupyterlab", "notebook", "nbclassic"];

async function checkJupyter(jupyter: Jupyter | undefined): Promise<Finding[]> {
  if (jupyter === undefined) {
    const advice =
      'Install it with "pip install jupyterlab", or run notebooks without Jupyter: npx @actfn/kernel run NOTEBOOK.ipynb.';
    return [{ state: "note", text: "There is no Jupyter on the PATH", advice }];
  }
  const { versions } = jupyter;
  const frontEnds = FRONT_ENDS.filter((name) => versions.has(name));
  const named = frontEnds.map((name) => `${name} ${versions.get(name)}`).join(", ");
  if (frontEnds.length === 0) {
    const advice = "Install one with: pip install jupyterlab";
    return [{ state: "note", text: "The Jupyter on the PATH has no front end", advice }];
  }
  return [{ state: "ok", text: `Jupyter is on the PATH (${named})` }, checkWidgets(versions)];
}

function checkWidgets(versions: Jupyter["versions"]): Finding {
  const version = versions.get("ipywidgets");
  if (version !== undefined && Number.parseInt(version, 10) >= 8)
    return { state: "ok", text: `Sliders compute in the kernel (ipywidgets ${version})` };
  const found = version === undefined ? "without ipywidgets" : `with ipywidgets ${version}, before 8`;
  return {
    state: "note",
    text: `Sliders show positions that were drawn beforehand (${found})`,
    advice: 'To have them compute in the kernel: pip install "ipywidgets>=8"',
  };
}

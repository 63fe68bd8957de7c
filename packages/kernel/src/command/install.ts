import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { UsageError } from "@actfn/core/checks";
import type { CommandOptions } from "./command-options.js";
import { findJupyter } from "./jupyter.js";
import { DEFAULT_NAME, dataFolder, type KernelSpec, kernelSpec } from "./kernelspec.js";
import { LOGO_SVG } from "./logo.js";
import { complain, say } from "./terminal.js";

const NAME = /^[a-z0-9._-]+$/i;

/** Writes `kernel.json` where Jupyter finds it. An earlier one of ours is replaced as a whole. */
export async function install(options: CommandOptions): Promise<number> {
  const folder = specFolder(options);
  const spec = kernelSpec(options["display-name"] ?? "TypeScript (actfn)");
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "kernel.json"), `${JSON.stringify(spec, undefined, 2)}\n`);
  await writeWhole(join(folder, "logo-svg.svg"), LOGO_SVG);
  say(`Installed the kernel "${spec.display_name}" in ${folder}.`);
  say(await nextStep(folder));
  return 0;
}

/** What to do with an installed kernel depends on whether there is a Jupyter, and whether it looks there. */
async function nextStep(folder: string): Promise<string> {
  const jupyter = await findJupyter();
  if (jupyter === undefined) {
    return 'There is no Jupyter on the PATH. Install it with "pip install jupyterlab", or run notebooks without Jupyter: npx @actfn/kernel run NOTEBOOK.ipynb.';
  }
  const searched = jupyter.dataFolders.map((data) => join(data, "kernels", basename(folder)));
  if (searched.length === 0 || searched.includes(folder))
    return "Choose it in Jupyter's list of kernels, or open a notebook with: jupyter lab";
  return `The Jupyter on the PATH does not look there. For that one, run: actfn-kernel install --sys-prefix`;
}

/** Removes what `install` wrote. A kernel of that name that is not ours is left alone. */
export async function uninstall(options: CommandOptions): Promise<number> {
  const folder = specFolder(options);
  if (!existsSync(join(folder, "kernel.json"))) {
    complain(`There is no kernel in ${folder}. "actfn-kernel doctor" lists where kernels are installed.`);
    return 1;
  }
  if (!(await isOurs(folder))) {
    complain(`The kernel in ${folder} was not installed by actfn-kernel; it is left as it is.`);
    return 1;
  }
  await rm(folder, { recursive: true });
  say(`Removed the kernel from ${folder}.`);
  return 0;
}

/** Whether a kernel's folder was written by `install`. */
export async function isOurs(folder: string): Promise<boolean> {
  const spec = await readSpec(folder);
  return spec?.argv?.some((part) => part.endsWith("actfn-kernel.js")) === true;
}

/** The kernel.json of a folder; `undefined` where there is none that can be read. */
export async function readSpec(folder: string): Promise<Partial<KernelSpec> | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "kernel.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function specFolder(options: CommandOptions): string {
  const name = options.name ?? DEFAULT_NAME;
  if (!NAME.test(name)) {
    throw new UsageError(
      `--name is ${JSON.stringify(name)}; it must consist of letters, digits, ".", "_" and "-".`,
    );
  }
  return join(dataFolder(options), "kernels", name.toLowerCase());
}

async function writeWhole(path: string, text: string): Promise<void> {
  const half = `${path}.${process.pid}.tmp`;
  await writeFile(half, text);
  await rename(half, path);
}

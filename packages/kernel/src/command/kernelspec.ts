import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { UsageError } from "@actfn/core/checks";
import { KERNEL_ENTRY, NODE_FLAGS } from "../notebook/kernel-process.js";
import type { CommandOptions } from "./command-options.js";

/** What Jupyter reads to start a kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal" | "message";
  readonly metadata: { readonly debugger: boolean };
}

/** The name that notebooks remember the kernel by. */
export const DEFAULT_NAME = "actfn";

/** The kernel's spec. Node and the kernel are named by absolute paths, for Jupyters that are started without a PATH. */
export function kernelSpec(displayName: string): KernelSpec {
  return {
    argv: [process.execPath, ...NODE_FLAGS, KERNEL_ENTRY, "--connection-file", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "signal",
    metadata: { debugger: false },
  };
}

/** The folder that the options choose, in which Jupyter looks for `kernels/NAME/kernel.json`. */
export function dataFolder(options: Pick<CommandOptions, "user" | "sys-prefix" | "prefix">): string {
  const chosen = [options.user, options["sys-prefix"], options.prefix !== undefined].filter(Boolean).length;
  if (chosen > 1) throw new UsageError("Use only one of --user, --sys-prefix and --prefix.");
  if (options.prefix !== undefined) return join(options.prefix, "share", "jupyter");
  if (options["sys-prefix"] === true) return join(pythonPrefix(), "share", "jupyter");
  return userDataFolder();
}

/** Where Jupyter keeps what belongs to this user. */
export function userDataFolder(): string {
  const { JUPYTER_DATA_DIR: chosen, APPDATA: roaming, XDG_DATA_HOME: xdg } = process.env;
  if (chosen) return chosen;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(roaming ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(xdg || join(homedir(), ".local", "share"), "jupyter");
}

/** Every folder in which Jupyter looks for kernels, first found first. */
export function kernelFolders(): string[] {
  const fromPath = (process.env["JUPYTER_PATH"] ?? "")
    .split(process.platform === "win32" ? ";" : ":")
    .filter(Boolean);
  const system = process.platform === "win32" ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const active = [process.env["VIRTUAL_ENV"], process.env["CONDA_PREFIX"]].flatMap((prefix) =>
    prefix ? [join(prefix, "share", "jupyter")] : [],
  );
  return [...fromPath, userDataFolder(), ...active, ...system].map((folder) => join(folder, "kernels"));
}

/** The prefix of the active Python environment: that of a virtual environment, else what `python3` says. */
function pythonPrefix(): string {
  const { VIRTUAL_ENV: virtual, CONDA_PREFIX: conda } = process.env;
  const active = virtual || conda;
  if (active) return active;
  try {
    return execFileSync("python3", ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).trim();
  } catch {
    throw new UsageError(
      "--sys-prefix requires an active Python environment or python3 on the PATH. Use --prefix DIR or --user.",
    );
  }
}

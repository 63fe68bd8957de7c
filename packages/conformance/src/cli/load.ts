import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Backend } from "@actfn/core";
import { asSentence, UsageError } from "@actfn/core/checks";
import type { CheckedBackend } from "../check-backend.js";
import type { Profile } from "../profile/profile.js";

/** A module's backend and profile. */
export interface Loaded {
  readonly backend: CheckedBackend;
  readonly profile: Profile;
}

/** Imports a module, by path or by package name, and takes the backend and the profile that it exports. */
export async function load(specifier: string, exported: string | undefined): Promise<Loaded> {
  const path = resolve(specifier);
  const isFile = existsSync(path);
  if (!isFile && /^[./]/.test(specifier)) throw new UsageError(`There is no file ${path}.`);
  const found = await imported(isFile ? pathToFileURL(path).href : specifier);
  const names = exported === undefined ? ["default", "backend"] : [exported];
  const value = names.map((name) => found[name]).find((one) => one !== undefined);
  if (value === undefined) {
    const others = Object.keys(found).join(", ") || "nothing";
    throw new UsageError(
      `${specifier} does not export ${names.join(" or ")}; it exports ${others}. Choose one with --export.`,
    );
  }
  const profile = (found["profile"] ?? {}) as Profile;
  if (typeof value === "function") return { backend: value as () => Promise<Backend>, profile };
  return { backend: (await value) as Backend, profile };
}

async function imported(specifier: string): Promise<Record<string, unknown>> {
  try {
    return (await import(specifier)) as Record<string, unknown>;
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    throw new UsageError(
      `${asSentence(String(message))} If the file is TypeScript, compile it first, or use Node.js 22.18 or later; this is ${process.version}.`,
    );
  }
}

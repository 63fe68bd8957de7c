import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Every file of a folder, with slashes, in a fixed order. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** ONNX Runtime's module is larger than all the rest; it is kept once it has been used. */
const onDemand = /\.wasm$/;

/**
 * Writes the service worker of a built site: it keeps every page and everything they load, so that after the first visit
 * the site works without a network. Each file is known by the hash of its bytes; a new version fetches what has changed.
 */
export async function writeServiceWorker(folder: string, base: string): Promise<void> {
  const template = await readFile(new URL("./service-worker.js", import.meta.url), "utf8");
  const kept = (await filesOf(folder)).filter((file) => !onDemand.test(file));
  const revisions: Record<string, string> = {};
  for (const file of kept) {
    const digest = createHash("sha256")
      .update(await readFile(join(folder, file)))
      .digest("base64url");
    revisions[base + file] = digest.slice(0, 12);
  }
  const version = createHash("sha256").update(JSON.stringify(revisions)).digest("base64url").slice(0, 12);
  const script = template
    .replace('"%VERSION%"', JSON.stringify(version))
    .replace('"%BASE%"', JSON.stringify(base))
    .replace('"%REVISIONS%"', JSON.stringify(revisions));
  await writeFile(join(folder, "service-worker.js"), script);
}

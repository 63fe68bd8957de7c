// The packages as they are published, installed where a row finds them before those of the repository.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workspaces } from "../../scripts/steps/repository.mjs";
import { run } from "../../scripts/steps/run.mjs";

/** The packages that the programs use. */
const PACKED = ["core", "backend-cpu", "backend-onnx"];

/**
 * Packs the built packages and unpacks them into the node_modules of a folder.
 * @param {string} folder
 */
export async function installPacked(folder) {
  const tarballs = mkdtempSync(join(tmpdir(), "actfn-packed-"));
  try {
    const chosen = workspaces("packages").filter(({ name }) => PACKED.includes(name));
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", tarballs];
    const folders = chosen.map((workspace) => workspace.folder);
    const { code, output } = await run("npm", [...args, ...folders], { quiet: true });
    if (code !== 0) throw new Error(`npm pack failed: ${output}`);
    for (const { manifest } of chosen) {
      const file = /** @type {string | undefined} */ (
        new RegExp(`"filename": "([^"]*${manifest.name.slice(1).replace("/", "-")}-\\d[^"]*)"`).exec(
          output,
        )?.[1]
      );
      if (file === undefined) throw new Error(`npm pack did not name a file for ${manifest.name}: ${output}`);
      const target = join(folder, "node_modules", manifest.name);
      if (existsSync(target)) rmSync(target, { recursive: true });
      mkdirSync(target, { recursive: true });
      const unpacked = await run("tar", ["-xzf", join(tarballs, file), "--strip-components=1", "-C", target]);
      if (unpacked.code !== 0) throw new Error(`tar could not unpack ${file}.`);
    }
  } finally {
    rmSync(tarballs, { recursive: true, force: true });
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../pages/api/", import.meta.url));

/** The pages that build/api.mjs has written, one for each way to import a package and each namespace, as links of the sidebar. */
export function apiPages(): { text: string; link: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => {
      const text = /^# ((?:@actfn\/|core: )\S+)/.exec(readFileSync(join(folder, file), "utf8"))?.[1];
      const link = `/api/${file.replaceAll("\\", "/").replace(/(?:index)?\.md$/, "")}`;
      return text === undefined ? [] : [{ text, link }];
    })
    .sort((a, b) => a.text.localeCompare(b.text));
}

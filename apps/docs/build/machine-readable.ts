import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogueActivation } from "@actfn/core";
import { factsOf } from "@actfn/core/facts";
import { activations } from "../catalogue/activations.js";
import { families } from "../catalogue/families.js";
import { sheetsOf } from "../catalogue/formulas/formulas.js";
import { sample } from "../catalogue/sample.js";
import * as wording from "../catalogue/wording.js";

/** A page of the site outside the catalogue, for the list in llms.txt. */
export interface ListedPage {
  readonly path: string;
  readonly title: string;
  readonly description: string;
}

/**
 * Writes the site for programs that read: `llms.txt`, the list of what there is, and each activation as plain Markdown
 * beside its page, formulas in TeX.
 */
export async function writeMachineReadable(
  folder: string,
  base: string,
  pages: readonly ListedPage[],
): Promise<void> {
  await mkdir(join(folder, "activations"), { recursive: true });
  for (const activation of activations) {
    await writeFile(join(folder, "activations", `${activation.definition.name}.md`), plain(activation));
  }
  await writeFile(join(folder, "llms.txt"), index(base, pages));
  await writeFile(join(folder, "robots.txt"), "User-agent: *\nAllow: /\n");
}

function index(base: string, pages: readonly ListedPage[]): string {
  const sections = families.flatMap(({ family, title }) => {
    const members = activations.filter(({ definition }) => definition.family === family);
    const lines = members.map(
      ({ definition: d }) => `- [${d.title}](${base}activations/${d.name}.md): ${d.summary}`,
    );
    return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
  });
  return [
    "# actfn",
    "",
    "> Activation functions for TypeScript: those of PyTorch, JAX, Keras and ONNX, forward and backward, on a backend that can be swapped.",
    "",
    "## Pages",
    "",
    ...pages.map(({ path, title, description }) => `- [${title}](${base}${path}): ${description}`),
    "",
    ...sections,
  ].join("\n");
}

function plain(activation: CatalogueActivation): string {
  const { definition: d } = activation;
  const facts = factsOf(activation);
  const options = Object.entries(d.options).map(
    ([name, spec]) => `- \`${name}\` (default ${spec.default ?? "none, required"}): ${spec.description}`,
  );
  const papers = (facts.origin ?? []).map((p) =>
    `- ${p.authors} (${p.year}). ${p.title}. ${p.link ?? ""}`.trimEnd(),
  );
  const names = Object.entries(facts.frameworks ?? {}).map(
    ([framework, entry]) => `- ${framework}: \`${entry.name}\``,
  );
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
  return [
    `# ${d.title}`,
    "",
    d.summary,
    "",
    ...sheetsOf(activation).flatMap(({ choice, sheet }) => [
      ...(choice === undefined ? [] : [`With \`${choice[0]}: "${choice[1]}"\`:`, ""]),
      ...[sheet.value, ...sheet.slopes].flatMap((line) => [`$$${line}$$`, ""]),
      ...sheet.where.flatMap((line) => [`where $${line}$`, ""]),
    ]),
    sample(activation),
    "",
    ...section("Options", options),
    ...section("Properties", [
      `- range: ${wording.interval(d.properties.range)}`,
      `- monotonic: ${d.properties.monotonic ? "yes" : "no"}`,
      `- smoothness: ${wording.smoothness(d.properties.smoothness)}`,
      `- saturates: ${wording.saturation(d.properties.saturates)}`,
    ]),
    ...section(
      "Digits",
      (facts.numerics ?? []).map((note) => `- ${note}`),
    ),
    ...section("Names elsewhere", names),
    ...section("Origin", papers),
  ].join("\n");
}

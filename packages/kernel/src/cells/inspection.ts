import type { MimeBundle } from "../protocol/message.js";
import type { QuickInfo } from "./tslab.js";

type Tag = NonNullable<QuickInfo["tags"]>[number];

/** The signature, documentation and tags of a symbol, as plain text and as Markdown. Each tag is under its name. */
export function inspectionBundle(info: QuickInfo): MimeBundle {
  const signature = textOf(info.displayParts);
  const documentation = textOf(info.documentation);
  const tags = info.tags ?? [];
  return {
    "text/plain": joinBlocks([signature, documentation, ...tags.map(plainTag)]),
    "text/markdown": joinBlocks([
      `\`\`\`typescript\n${signature}\n\`\`\``,
      documentation,
      ...tags.map(markdownTag),
    ]),
  };
}

/** Joins several inspections, one below the other. */
export function joinBundles(bundles: readonly MimeBundle[]): MimeBundle {
  const plain = (bundle: MimeBundle): string => String(bundle["text/plain"] ?? "");
  const markdown = (bundle: MimeBundle): string => String(bundle["text/markdown"] ?? plain(bundle));
  return {
    "text/plain": bundles.map(plain).join("\n\n\n"),
    "text/markdown": bundles.map(markdown).join("\n\n---\n\n"),
  };
}

function plainTag(tag: Tag): string {
  return `@${tag.name} ${textOf(tag.text)}`.trim();
}

function markdownTag(tag: Tag): string {
  const text = textOf(tag.text);
  if (tag.name === "example") {
    return `*@example*\n\n${text.includes("```") ? text : `\`\`\`typescript\n${text}\n\`\`\``}`;
  }
  const name = tag.text?.find(({ kind }) => kind === "parameterName")?.text;
  if (name === undefined) return `*@${tag.name}* ${text}`.trim();
  return `*@${tag.name}* \`${name}\`${text.slice(text.indexOf(name) + name.length)}`;
}

function textOf(parts: readonly { readonly text: string }[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join("");
}

function joinBlocks(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== "").join("\n\n");
}

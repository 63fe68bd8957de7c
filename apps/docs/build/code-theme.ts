/** What a TextMate scope means to a reader of code, and the class that the style sheet colors. */
const kinds = [
  ["plain", []],
  ["comment", ["comment", "punctuation.definition.comment"]],
  ["string", ["string", "punctuation.definition.string", "markup.inline.raw"]],
  ["number", ["constant.numeric", "constant.language", "support.constant"]],
  ["keyword", ["keyword", "storage", "variable.language"]],
  ["function", ["entity.name.function", "support.function", "meta.function-call entity.name.function"]],
  ["type", ["entity.name.type", "support.type", "support.class", "entity.name.tag"]],
  ["punctuation", ["punctuation", "meta.brace", "keyword.operator"]],
] as const;

/** A color that stands for a class until `codeClasses` puts the class in its place. */
const placeholder = (index: number): string => `#00000${index}`;

/** A theme for the highlighter whose colors are only names of classes. */
export const codeTheme = {
  name: "actfn",
  type: "light" as const,
  fg: placeholder(0),
  bg: "#ffffff",
  settings: kinds.map(([, scope], index) => ({
    scope: [...scope],
    settings: { foreground: placeholder(index) },
  })),
};

/** As much of a highlighted node as is rewritten here. */
interface Element {
  properties: Record<string, unknown>;
}

/** Puts classes in the place of style attributes, which the policy of the pages does not allow. */
export const codeClasses = {
  name: "actfn:classes",
  span(node: Element): void {
    const index = /color:#00000(\d)/.exec(String(node.properties["style"] ?? ""))?.[1];
    delete node.properties["style"];
    const kind = index === undefined ? "plain" : kinds[Number(index)]?.[0];
    if (kind !== "plain") node.properties["class"] = `code-${kind}`;
  },
  pre(node: Element): void {
    delete node.properties["style"];
  },
};

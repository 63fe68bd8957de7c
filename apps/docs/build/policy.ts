import { createHash } from "node:crypto";

/** What a page may load: itself and its own host. WebAssembly needs its own word, and is not `unsafe-eval`. */
const directives = {
  "default-src": "'none'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self' blob:",
  "frame-src": "'self' blob:",
  "manifest-src": "'self'",
  "base-uri": "'self'",
  "form-action": "'none'",
} as const;

/** VitePress writes these two on its own elements. The first is in our style sheet, the second is set again by its script. */
const styleAttributes = [' style="position:relative;"', ' style="--vp-vh:0px;"'];

/** Takes out of a page the style attributes that the policy would refuse; throws for one that it does not know. */
export function withoutStyleAttributes(html: string): string {
  const clean = styleAttributes.reduce((page, attribute) => page.replaceAll(attribute, ""), html);
  const left = /<[a-z][^>]* style="[^"]*"/.exec(clean)?.[0];
  if (left !== undefined) throw new Error(`A page has a style attribute, which its policy refuses: ${left}`);
  return clean;
}

const inlineScript = /<script(?<attributes>[^>]*)>(?<code>[\s\S]*?)<\/script>/g;

/**
 * Puts a Content-Security-Policy into a page. Its own inline scripts, which set the color scheme before the first paint,
 * are named by their hashes, so no other inline script runs.
 */
export function sealPolicy(html: string): string {
  const hashes = new Set<string>();
  for (const { groups } of html.matchAll(inlineScript)) {
    if (/\bsrc=/.test(groups?.["attributes"] ?? "")) continue;
    const digest = createHash("sha256")
      .update(groups?.["code"] ?? "")
      .digest("base64");
    hashes.add(`'sha256-${digest}'`);
  }
  const policy = Object.entries({
    ...directives,
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...hashes].join(" "),
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
  return html.replace(
    /<meta charset="utf-8">/i,
    `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}

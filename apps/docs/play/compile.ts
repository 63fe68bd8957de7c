import { transform } from "sucrase";

/** A program as the browser can run it, or where it is not TypeScript. */
export type Compiled =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly message: string; readonly line?: number };

/** What a program may import, and the module of the playground that answers. */
export const modules: Readonly<Record<string, string>> = {
  "@actfn/core": "core.js",
  "@actfn/backend-cpu": "backend-cpu.js",
  "@actfn/backend-onnx": "backend-onnx.js",
  "@actfn/kernel": "kernel.js",
  "@actfn/plot": "plot.js",
};

/** What programs of the site itself may import besides. */
const own: Readonly<Record<string, string>> = { "../play/worker/peers.js": "peers.js" };

const importOf = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"'\n]+)\2/g;

/**
 * Takes the types out of a program and lets its imports point to the playground's modules at an address. Lines stay where
 * they are, so that an error names the line that the reader sees.
 */
export function compile(program: string, address: string): Compiled {
  let code: string;
  try {
    ({ code } = transform(program, { transforms: ["typescript"], disableESTransforms: true }));
  } catch (error) {
    const { message, loc } = error as Error & { readonly loc?: { readonly line: number } };
    return { ok: false, message: message.replace(/ \(\d+:\d+\)$/, ""), ...(loc ? { line: loc.line } : {}) };
  }
  const unknown = [...code.matchAll(importOf)].find(([, , , name]) => !isKnown(name as string));
  if (unknown !== undefined) {
    const line = code.slice(0, unknown.index).split("\n").length;
    const known = Object.keys(modules).join(", ");
    return { ok: false, message: `There is no "${unknown[3]}" here; a program may import ${known}.`, line };
  }
  const resolved = code.replace(importOf, (_, before: string, quote: string, name: string) => {
    return `${before}${quote}${address}${modules[name] ?? own[name]}${quote}`;
  });
  // The imports of a module run first, so this one, which starts the backend, may stand at the end, off the reader's lines.
  return { ok: true, code: `${resolved}\n;globalThis[Symbol.for("actfn.play.done")]();` };
}

function isKnown(name: string): boolean {
  return Object.hasOwn(modules, name) || Object.hasOwn(own, name);
}

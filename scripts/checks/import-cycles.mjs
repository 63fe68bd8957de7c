// No file imports itself by way of others, not even for a type: then each can be read after what it imports.

import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root, sourceFiles, workspaces } from "../steps/repository.mjs";
import { importsOf, scriptOf } from "./import-direction.mjs";

export const title = "imports form no cycle";

/**
 * The file that a relative import means, or undefined where it is none of ours.
 * @param {string} file
 * @param {string} specifier
 */
function target(file, specifier) {
  const path = join(dirname(file), specifier);
  const candidates = [path, path.replace(/\.js$/, ".ts"), path.replace(/\.mjs$/, ".mts")];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * The cycles of a graph, each as the list of its nodes: its strongly connected components of two nodes and more, by
 * Tarjan's algorithm.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]}
 */
export function cyclesOf(graph) {
  /** @type {Map<string, { index: number, low: number, isOpen: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const cycles = [];
  /** @param {string} node */
  const visit = (node) => {
    const mark = { index: seen.size, low: seen.size, isOpen: true };
    seen.set(node, mark);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = seen.get(next) ?? visit(next);
      if (known.isOpen) mark.low = Math.min(mark.low, known.low);
    }
    if (mark.low === mark.index) {
      const component = open.splice(open.indexOf(node));
      for (const member of component) /** @type {{ isOpen: boolean }} */ (seen.get(member)).isOpen = false;
      const isCycle = component.length > 1 || (graph.get(node) ?? []).includes(node);
      if (isCycle) cycles.push(component);
    }
    return mark;
  };
  for (const node of graph.keys()) if (!seen.has(node)) visit(node);
  return cycles;
}

/** @returns {Promise<string[]>} */
export async function check() {
  const files = [...workspaces("packages"), ...workspaces("apps")].flatMap(({ folder }) =>
    sourceFiles(folder).filter((file) => /\.(m?ts|vue)$/.test(file)),
  );
  const graph = new Map(
    files.map((file) => {
      const imported = importsOf(scriptOf(file)).map(({ specifier }) => specifier);
      const own = imported.filter((specifier) => specifier.startsWith("."));
      return [file, own.map((specifier) => target(file, specifier)).filter((path) => path !== undefined)];
    }),
  );
  return cyclesOf(graph).map((cycle) => cycle.map((file) => relative(root, file)).join(" → "));
}

import type ts from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

/** Whether a cell has a `for await` outside of every function of its own. */
export function awaitsInLoop(typescript: TypeScript, file: ts.SourceFile): boolean {
  const search = (node: ts.Node): boolean => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return false;
    if (typescript.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    return typescript.forEachChild(node, search) === true;
  };
  return search(file);
}

/**
 * Where to look for what is called at a place among the arguments of a call, which may not be closed yet: the last
 * character of the innermost such call's function. `undefined` outside of every call.
 */
export function calleeAt(typescript: TypeScript, file: ts.SourceFile, position: number): number | undefined {
  let callee: number | undefined;
  const search = (node: ts.Node): void => {
    if (isCall(typescript, node) && node.arguments !== undefined) {
      // Where no parenthesis closes the call, it ends with its arguments; what is blank after them belongs to it.
      const isOpen = node.arguments.end === node.end && file.text.slice(node.end, position).trim() === "";
      const isInside = position >= node.arguments.pos && (position < node.end || isOpen);
      if (isInside) callee = node.expression.end - 1;
    }
    typescript.forEachChild(node, search);
  };
  search(file);
  return callee;
}

function isCall(typescript: TypeScript, node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return typescript.isCallExpression(node) || typescript.isNewExpression(node);
}

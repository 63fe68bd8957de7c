import type ts from "typescript-for-tslab";
import { PREFIX, parseModule } from "./module-parser.js";
import type { TypeScript } from "./typescript-api.js";

/** TypeScript's code for a string without its closing quote, which must stand on the same line. */
const UNTERMINATED_STRING = 1002;

/** Whether code can be run as it stands, by what the parser says of it. */
export function completenessOf(typescript: TypeScript, code: string): "complete" | "incomplete" | "invalid" {
  const file = parseModule(typescript, code);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const first = parseDiagnostics[0];
  if (first === undefined) return "complete";
  // What is missing at the end can still be typed; what is wrong before the end stays wrong.
  const rest = file.text.slice(first.start);
  const { ScriptTarget, LanguageVariant, SyntaxKind } = typescript;
  const next = typescript.createScanner(ScriptTarget.Latest, true, LanguageVariant.Standard, rest).scan();
  return next === SyntaxKind.EndOfFileToken && first.code !== UNTERMINATED_STRING ? "incomplete" : "invalid";
}

/** Whether a cell awaits, by `await` or `for await`, outside of every function of its own. */
export function awaitsAtTopLevel(typescript: TypeScript, code: string): boolean {
  const search = (node: ts.Node): boolean => {
    if (isAwait(typescript, node)) return true;
    const isMember = typescript.isFunctionLike(node) || typescript.isClassElement(node);
    return isMember ? evaluatedAround(node).some(search) : typescript.forEachChild(node, search) === true;
  };
  // The computed name of a member and its decorators are evaluated where its class or object stands.
  const evaluatedAround = (member: ts.SignatureDeclaration | ts.ClassElement): ts.Node[] => {
    const decorators = typescript.canHaveDecorators(member) ? (typescript.getDecorators(member) ?? []) : [];
    const { name } = member;
    return name !== undefined && typescript.isComputedPropertyName(name)
      ? [...decorators, name]
      : [...decorators];
  };
  return search(parseModule(typescript, code));
}

function isAwait(typescript: TypeScript, node: ts.Node): boolean {
  if (typescript.isAwaitExpression(node)) return true;
  return typescript.isForOfStatement(node) && node.awaitModifier !== undefined;
}

/**
 * Where to look for what is called at a place among the arguments of a call, which may not be closed yet: the last
 * character of the innermost such call's function. `undefined` outside of every call.
 */
export function calleeAt(typescript: TypeScript, code: string, cursor: number): number | undefined {
  const file = parseModule(typescript, code);
  const position = PREFIX.length + cursor;
  let callee: number | undefined;
  const search = (node: ts.Node): void => {
    if (isCall(typescript, node) && node.arguments !== undefined) {
      // Where no parenthesis closes the call, it ends with its arguments; what is blank after them belongs to it.
      const isOpen = node.arguments.end === node.end && file.text.slice(node.end, position).trim() === "";
      const isInside = position >= node.arguments.pos && (position < node.end || isOpen);
      if (isInside) callee = node.expression.end - 1 - PREFIX.length;
    }
    typescript.forEachChild(node, search);
  };
  search(file);
  return callee;
}

function isCall(typescript: TypeScript, node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return typescript.isCallExpression(node) || typescript.isNewExpression(node);
}

import type ts from "typescript-for-tslab";
import { PREFIX, parseModule } from "./module-parser.js";
import type { TypeScript } from "./typescript-api.js";

/** TypeScript's code for a string without its closing quote, which must be on the same line. */
const UNTERMINATED_STRING = 1002;

/** Whether code is complete, according to the errors of the parser. */
export function completenessOf(typescript: TypeScript, code: string): "complete" | "incomplete" | "invalid" {
  const file = parseModule(typescript, code);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const first = parseDiagnostics[0];
  if (first === undefined) return "complete";
  // Text can be added at the end, but an error before it remains.
  const rest = file.text.slice(first.start);
  const { ScriptTarget, LanguageVariant, SyntaxKind } = typescript;
  const next = typescript.createScanner(ScriptTarget.Latest, true, LanguageVariant.Standard, rest).scan();
  return next === SyntaxKind.EndOfFileToken && first.code !== UNTERMINATED_STRING ? "incomplete" : "invalid";
}

/** Whether a cell has an `await` or `for await` outside all of its functions. */
export function awaitsAtTopLevel(typescript: TypeScript, code: string): boolean {
  const search = (node: ts.Node): boolean => {
    if (isAwait(typescript, node)) return true;
    const isMember = typescript.isFunctionLike(node) || typescript.isClassElement(node);
    return isMember ? evaluatedAround(node).some(search) : typescript.forEachChild(node, search) === true;
  };
  // The computed name of a member, and its decorators, are evaluated at the place of its class or object.
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
 * The position of the function that is called at a place in the arguments of a call, which may be incomplete: the last
 * character of the innermost such function. `undefined` outside all calls.
 */
export function calleeAt(typescript: TypeScript, code: string, cursor: number): number | undefined {
  const file = parseModule(typescript, code);
  const position = PREFIX.length + cursor;
  let callee: number | undefined;
  const search = (node: ts.Node): void => {
    if (isCall(typescript, node) && node.arguments !== undefined) {
      // A call without a closing parenthesis ends with its arguments and the spaces after them.
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

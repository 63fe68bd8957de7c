import type ts from "typescript-for-tslab";
import type { TypeScript } from "./typescript-api.js";
import { compiledSpecifier } from "./typescript-files.js";

/**
 * Adapts the imports of a module to the way it runs. Files in TypeScript are found by the names of their compiled files. In a
 * cell, `import("x")` becomes `require.import("x")`, the kernel's native import: tslab would compile it to `require`, which
 * cannot load a module with a top-level await.
 */
export function fitImports(typescript: TypeScript, isCell: boolean): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const visit = (node: ts.Node): ts.Node => {
      const visited = typescript.visitEachChild(node, visit, context);
      if (isSpecifier(typescript, node)) return factory.createStringLiteral(compiledSpecifier(node.text));
      if (!typescript.isCallExpression(visited)) return visited;
      if (visited.expression.kind !== typescript.SyntaxKind.ImportKeyword) return visited;
      const native = factory.createPropertyAccessExpression(factory.createIdentifier("require"), "import");
      const names = visited.arguments.map((argument) =>
        typescript.isStringLiteralLike(argument)
          ? factory.createStringLiteral(compiledSpecifier(argument.text))
          : argument,
      );
      return factory.updateCallExpression(visited, isCell ? native : visited.expression, undefined, names);
    };
    return typescript.visitEachChild(file, visit, context);
  };
}

/** Whether a node is the module name of an import or export declaration. */
function isSpecifier(typescript: TypeScript, node: ts.Node): node is ts.StringLiteral {
  if (!typescript.isStringLiteral(node) || node.parent === undefined) return false;
  const { parent } = node;
  const isFrom = typescript.isImportDeclaration(parent) || typescript.isExportDeclaration(parent);
  return isFrom && parent.moduleSpecifier === node;
}

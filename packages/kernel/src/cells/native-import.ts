import type ts from "@tslab/typescript-for-tslab";

/**
 * Rewrites `import("x")` to `require.import("x")`, the kernel's own native import.
 * tslab would compile it to `require`, which cannot load a module with a top-level await.
 */
export function nativeImports(typescript: typeof ts): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const visit = (node: ts.Node): ts.Node => {
      const visited = typescript.visitEachChild(node, visit, context);
      if (!typescript.isCallExpression(visited)) return visited;
      if (visited.expression.kind !== typescript.SyntaxKind.ImportKeyword) return visited;
      const callee = context.factory.createPropertyAccessExpression(
        context.factory.createIdentifier("require"),
        "import",
      );
      return context.factory.updateCallExpression(visited, callee, undefined, visited.arguments);
    };
    return typescript.visitEachChild(file, visit, context);
  };
}

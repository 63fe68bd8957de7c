import { type Expression, type OperationExpression, operation } from "../expression/expression.js";

/** Rebuilds expressions so that equal ones, within one or across several, are the same node. Names in print are dropped. */
export class Merger {
  private readonly nodes = new Map<string, Expression>();
  private readonly ids = new Map<Expression, number>();
  private readonly done = new Map<Expression, Expression>();
  private readonly parents = new Map<Expression, number>();

  /** The node that stands for all expressions equal to this one. */
  merge(node: Expression): Expression {
    let merged = this.done.get(node);
    if (merged === undefined) {
      merged =
        node.kind === "operation"
          ? this.intern(operation(node.op, ...node.args.map((arg) => this.merge(arg))))
          : this.intern(node);
      this.done.set(node, merged);
    }
    return merged;
  }

  /** The merged node for this operation on merged nodes, where some expression has it. */
  find(op: OperationExpression["op"], ...args: Expression[]): Expression | undefined {
    return this.nodes.get(this.key(operation(op, ...args)));
  }

  /** How many merged operations have a merged node as an argument. */
  uses(node: Expression): number {
    return this.parents.get(node) ?? 0;
  }

  private intern(node: Expression): Expression {
    const key = this.key(node);
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    this.nodes.set(key, node);
    if (node.kind === "operation") {
      for (const arg of node.args) this.parents.set(arg, this.uses(arg) + 1);
    }
    this.ids.set(node, this.ids.size);
    return node;
  }

  private key(node: Expression): string {
    if (node.kind === "constant") return `constant ${Object.is(node.value, -0) ? "-0" : node.value}`;
    if (node.kind !== "operation") return `${node.kind} ${node.name}`;
    return `${node.op} ${node.args.map((arg) => this.ids.get(arg)).join()}`;
  }
}

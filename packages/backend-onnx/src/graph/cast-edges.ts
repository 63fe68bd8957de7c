import { elementTypeNumber } from "../model/encode.js";
import type { ElementType, Graph, Node } from "../model/model.js";

/** A graph with inputs and outputs of another element type, which are cast to and from the type of the graph. */
export function castAtEdges(graph: Graph, type: ElementType): Graph {
  const edges = new Map([...graph.inputs, ...graph.outputs].map((value) => [value.name, value.type]));
  const inner = (name: string): string => (edges.has(name) ? `${name}_${edges.get(name)}` : name);
  const cast = (from: string, to: string, into: ElementType): Node => ({
    op: "Cast",
    name: `Cast_${from}_to_${into}`,
    inputs: [from],
    outputs: [to],
    attributes: { to: { int: elementTypeNumber[into] } },
  });
  return {
    ...graph,
    inputs: graph.inputs.map((value) => ({ ...value, type })),
    outputs: graph.outputs.map((value) => ({ ...value, type })),
    nodes: [
      ...graph.inputs.map((value) => cast(value.name, inner(value.name), value.type)),
      ...graph.nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(inner),
        outputs: node.outputs.map(inner),
      })),
      ...graph.outputs.map(({ name }) => cast(inner(name), name, type)),
    ],
  };
}

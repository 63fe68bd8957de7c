import type { Graph, ValueInfo } from "../model/model.js";

/** Merges graphs into one with all their outputs. Inputs with the same name become one input. */
export function merge(name: string, graphs: readonly Graph[]): Graph {
  const inputs = new Map<string, ValueInfo>();
  for (const graph of graphs) for (const input of graph.inputs) inputs.set(input.name, input);
  const own = graphs.map((graph, i) => {
    const shared = new Set([...graph.inputs, ...graph.outputs].map((value) => value.name));
    return (value: string): string => (value === "" || shared.has(value) ? value : `${value}_${i + 1}`);
  });
  return {
    name,
    inputs: [...inputs.values()],
    outputs: graphs.flatMap((graph) => graph.outputs),
    initializers: graphs.flatMap((graph, i) =>
      graph.initializers.map((stored) => ({ ...stored, name: own[i]?.(stored.name) as string })),
    ),
    nodes: graphs.flatMap((graph, i) => {
      const rename = own[i] as (value: string) => string;
      return graph.nodes.map((node) => ({
        ...node,
        name: `${node.name}_${i + 1}`,
        inputs: node.inputs.map(rename),
        outputs: node.outputs.map(rename),
      }));
    }),
  };
}

import type { AnyActivation, Framework } from "@actfn/core";
import { factsOf } from "@actfn/core/facts";
import { activations } from "./activations.js";

/** What an activation is called elsewhere, and which of its defaults are others there. */
export interface MigrationRow {
  readonly name: string;
  readonly title: string;
  readonly cells: readonly ({ readonly name: string; readonly differences: readonly string[] } | null)[];
}

const frameworks: readonly Framework[] = ["pytorch", "jax", "keras", "onnx", "tfjs"];

/** A row for each activation that another framework has. */
export function migrationRows(): MigrationRow[] {
  return activations.map(rowOf).filter(({ cells }) => cells.some((cell) => cell !== null));
}

function rowOf(activation: AnyActivation): MigrationRow {
  const { definition } = activation;
  const facts = factsOf(activation);
  const cells = frameworks.map((framework) => {
    const entry = facts.frameworks?.[framework];
    if (entry === undefined) return null;
    const differences = Object.entries(entry.defaults ?? {}).flatMap(([option, value]) => {
      const ours = definition.options[option]?.default;
      return ours === value ? [] : [`${option} = ${value}${ours === undefined ? "" : `, here ${ours}`}`];
    });
    return { name: entry.name, differences };
  });
  return { name: definition.name, title: definition.title, cells };
}

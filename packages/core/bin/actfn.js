#!/usr/bin/env node
import { catalogueTable, factsOf } from "../dist/activations/facts/index.js";
import { didYouMean, UsageError } from "../dist/errors/checks.js";
import { ActfnError, activationNamed, formula } from "../dist/index.js";
import { compile } from "./compile.js";

const usage = `actfn list [family]   lists all activations, or those of a family, with their properties
actfn show <name>     describes one activation: formula, derivative, options, origin
actfn compile <function>... --out <file.js> [--gradients] [--precision strict|fast] [--dtype float32|float64]
                      writes an ES module with these functions alone, and its types; write a function as
                      gelu, softmax:axis=-1, or rowSoftmax=softmax:axis=0 to give it another name`;

/** Prints rows as columns that line up. */
function table(rows, columns) {
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  console.log(line(columns));
  console.log(line(widths.map((width) => "-".repeat(width))));
  for (const row of rows) console.log(line(columns.map((column) => row[column])));
}

function list(family) {
  const all = catalogueTable();
  const rows = family === undefined ? all : all.filter((row) => row.family === family);
  if (rows.length === 0) {
    const families = [...new Set(all.map((row) => row.family))];
    throw new UsageError(
      `There is no family "${family}". ${didYouMean(family, families)}The families are ${families.join(", ")}.`,
    );
  }
  table(rows, [
    "name",
    "family",
    "range",
    "monotonic",
    "smoothness",
    "gain",
    "options",
    "frameworks",
    "origin",
  ]);
  console.log(`\n${rows.length} activations`);
}

function show(name) {
  if (name === undefined) throw new UsageError("show requires a name, such as gelu. `actfn list` lists all.");
  const activation = activationNamed(name);
  const { definition } = activation;
  const facts = factsOf(activation);
  console.log(`${definition.title} (${definition.name})\n${definition.summary}\n`);
  console.log(`f  = ${formula(activation)}`);
  if (definition.domain.kind === "pointwise") console.log(`f′ = ${formula(activation, 1)}`);
  for (const [option, { description, default: value }] of Object.entries(definition.options)) {
    console.log(`${option}${value === undefined ? "" : ` = ${value}`}: ${description}`);
  }
  for (const section of ["usedIn", "pros", "cons", "numerics"]) {
    for (const text of facts[section] ?? []) console.log(`${section}: ${text}`);
  }
  for (const { title, authors, year, link } of facts.origin ?? []) {
    console.log(`${authors}: ${title}, ${year}${link === undefined ? "" : `, ${link}`}`);
  }
}

const [command, ...rest] = process.argv.slice(2);
try {
  if (command === "list") list(rest[0]);
  else if (command === "show") show(rest[0]);
  else if (command === "compile") await compile(rest);
  else if ([undefined, "help", "--help"].includes(command)) console.log(usage);
  else throw UsageError.ofCommand("actfn", command, ["list", "show", "compile"]);
} catch (error) {
  console.error(ActfnError.isInstance(error) ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

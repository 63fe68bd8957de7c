#!/usr/bin/env node
import { didYouMean } from "../dist/checks/index.js";
import { ActfnError, activationNamed, catalogueTable, formula } from "../dist/index.js";

const usage = `actfn list [family]   every activation, with its properties
actfn show <name>     one activation: formula, derivative, options, where it comes from`;

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
    throw new Error(
      `There is no family "${family}". ${didYouMean(family, families)}There are ${families.join(", ")}.`,
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
  const activation = activationNamed(name);
  const { definition } = activation;
  console.log(`${definition.title} (${definition.name})\n${definition.summary}\n`);
  console.log(`f  = ${formula(activation)}`);
  if (definition.domain.kind === "pointwise") console.log(`f′ = ${formula(activation, 1)}`);
  for (const [option, { description, default: value }] of Object.entries(definition.options)) {
    console.log(`${option}${value === undefined ? "" : ` = ${value}`}: ${description}`);
  }
  for (const section of ["usedIn", "pros", "cons", "numerics"]) {
    for (const text of definition[section] ?? []) console.log(`${section}: ${text}`);
  }
  for (const { title, authors, year, link } of definition.origin ?? []) {
    console.log(`${authors}: ${title}, ${year}${link === undefined ? "" : `, ${link}`}`);
  }
}

const [command, argument] = process.argv.slice(2);
try {
  if (command === "list") list(argument);
  else if (command === "show" && argument !== undefined) show(argument);
  else {
    const isHelp = command === undefined || command === "help" || command === "--help";
    if (!isHelp) {
      console.error(`There is no command "${command}". ${didYouMean(command, ["list", "show"])}`);
      process.exitCode = 2;
    }
    console.log(usage);
  }
} catch (error) {
  console.error(ActfnError.isInstance(error) || error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

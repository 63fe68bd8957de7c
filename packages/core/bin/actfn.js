#!/usr/bin/env node
import { rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { catalogueTable, factsOf } from "../dist/activations/facts/index.js";
import { didYouMean, oneOf } from "../dist/errors/checks.js";
import { ActfnError, activationNamed, ConfigError, formula, MissingPackageError } from "../dist/index.js";

const usage = `actfn list [family]   every activation, with its properties
actfn show <name>     one activation: formula, derivative, options, where it comes from
actfn compile <function>... --out <file.js> [--gradients] [--precision strict|fast] [--dtype float32|float64]
                      one ES module with just these functions, and its types; a function is a name and its
                      options: gelu, softmax:axis=-1, or rowSoftmax=softmax:axis=0 to give it another name`;

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

/** Writes a module with the compiled kernels of some functions, and its declarations; on an error nothing. */
async function compile(args) {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      gradients: { type: "boolean" },
      precision: { type: "string", default: "fast" },
      dtype: { type: "string", default: "float32" },
    },
  });
  const { out, ...options } = values;
  const source = "actfn compile";
  if (positionals.length === 0) throw new ConfigError(source, "a function", undefined, "named, such as gelu");
  if (out === undefined || !/\.m?js$/.test(out))
    throw new ConfigError(source, "--out", out, "a file to write, such as activations.js");
  oneOf("strict", "fast")(options.precision, "--precision", source);
  oneOf("float32", "float64")(options.dtype, "--dtype", source);
  const { compileModule, functionFromText } = await compiler();
  const { code, types } = compileModule(positionals.map(functionFromText), options);
  writeFileSync(out, code);
  try {
    writeFileSync(out.replace(/js$/, "d.ts").replace(/\.md\.ts$/, ".d.mts"), types);
  } catch (error) {
    rmSync(out);
    throw error;
  }
}

/** The compiler is the CPU backend's, a package that only this command needs. */
async function compiler() {
  try {
    return await import("@actfn/backend-cpu/compile");
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingPackageError("actfn compile", "@actfn/backend-cpu", error);
  }
}

const [command, ...rest] = process.argv.slice(2);
const [argument] = rest;
try {
  if (command === "list") list(argument);
  else if (command === "show" && argument !== undefined) show(argument);
  else if (command === "compile") await compile(rest);
  else {
    const isHelp = command === undefined || command === "help" || command === "--help";
    if (!isHelp) {
      console.error(`There is no command "${command}". ${didYouMean(command, ["list", "show", "compile"])}`);
      process.exitCode = 2;
    }
    console.log(usage);
  }
} catch (error) {
  console.error(ActfnError.isInstance(error) || error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

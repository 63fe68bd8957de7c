/**
 * npm run matrix -- [--list] [--script FILE] [ROW…]
 *
 * Runs the packages on each row of the matrix, or on the rows named. `--list` lists the rows, and says what is missing here
 * for those that cannot run. `--script` runs a script of yours on them instead, as in
 * `npm run matrix -- --script try.mjs node-sse4`; it finds the packages of this repository where it lies in it.
 *
 * Ctrl-C ends everything that was started.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { commandOf } from "./engines/command.mjs";
import { rows } from "./engines/rows.mjs";
import { start } from "./start.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: "boolean", default: false }, script: { type: "string" } },
});

const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no row named ${unknown.join(", ")}. The rows are ${rows.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
const chosen = positionals.length === 0 ? rows : rows.filter(({ name }) => positionals.includes(name));

const ended = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, () => ended.abort());

if (values.list) {
  for (const row of chosen) {
    const command = commandOf(row);
    console.log(
      `${row.name.padEnd(12)} ${"missing" in command ? `not run here: ${command.missing}` : row.title}`,
    );
  }
} else {
  for (const row of chosen) {
    if (ended.signal.aborted) break;
    console.log(`== ${row.name}`);
    const found = commandOf(row);
    if ("missing" in found) {
      console.log(`not run: ${found.missing}`);
      continue;
    }
    const args = [
      ...found.args,
      ...(row.host === "deno" ? ["run", "--allow-all"] : []),
      resolve(values.script ?? ""),
    ];
    const { code, errors } = await start(found.command, args, { signal: ended.signal, onLine: console.log });
    if (code !== 0) {
      console.error(errors);
      process.exitCode = 1;
    }
  }
}

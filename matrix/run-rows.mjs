// Runs rows of the matrix, of any group.

/**
 * A kind of rows: engines, tools.
 * @typedef {object} Group
 * @property {string} id                       the name of its report
 * @property {readonly Row[]} rows
 * @property {(name: string) => boolean} [isQuick]     whether a row is part of a quick run; Default: every row is
 * @property {(name: string) => string | undefined} missing   what a row lacks here, and how to install it
 * @property {(names: readonly string[], context: Context) => Promise<void>} prepare   installs and builds what some rows need
 * @property {(name: string, context: Context) => Promise<Outcome>} run   never throws for what the row does wrong
 */

/** @typedef {{ readonly name: string, readonly title: string }} Row */

/**
 * @typedef {object} Context
 * @property {boolean} quick                   only what takes seconds
 * @property {boolean} install                 whether large things may be installed
 * @property {AbortSignal} signal              ends what was started
 * @property {(text: string) => void} progress
 */

/**
 * The outcome of a row. `result` is its part of the report, as plain data.
 * @typedef {{ status: "passed" | "failed", reason?: string, result: Record<string, unknown> }
 *   | { status: "not run", reason: string }} Outcome
 */

/** @typedef {{ group: Group, row: Row, outcome: Outcome, seconds: number }} Ended */

/**
 * Runs rows, several at a time, and reports each outcome. Rows with a missing program do not run.
 * @param {Group} group
 * @param {readonly Row[]} rows
 * @param {Context} context
 * @param {number} jobs
 * @param {(ended: Ended) => void} onEnded
 */
export async function runRows(group, rows, context, jobs, onEnded) {
  await group.prepare(
    rows.map(({ name }) => name),
    context,
  );
  const waiting = [...rows];
  const work = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (context.signal.aborted) return;
      const started = performance.now();
      const reason = group.missing(row.name);
      /** @type {Outcome} */
      const outcome =
        reason === undefined ? await group.run(row.name, context) : { status: "not run", reason };
      if (context.signal.aborted) return;
      onEnded({ group, row, outcome, seconds: (performance.now() - started) / 1000 });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

// The summary of `npm test`: what ran, passed and was skipped, with the reasons.

/**
 * @typedef {object} Row
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {readonly string[]} notes   what failed, or why something was skipped
 */

/** @typedef {Partial<Omit<Row, "suite" | "seconds">>} Outcome */

/**
 * The outcome of a single condition.
 * @param {boolean} holds
 * @param {readonly string[]} [notes]
 * @returns {Outcome}
 */
export function one(holds, notes = []) {
  return holds ? { passed: 1 } : { failed: 1, notes };
}

/**
 * The outcome of a part that cannot run here. On a build server that is a failure: there everything must run.
 * @param {string} reason
 * @returns {Outcome}
 */
export function cannotRun(reason) {
  return process.env["CI"] === "true"
    ? { failed: 1, notes: [`${reason} (and CI=true, where everything must run)`] }
    : { skipped: 1, notes: [reason] };
}

export class Tally {
  /** @type {Row[]} */
  #rows = [];

  /**
   * Runs one suite and records its outcome. A suite that throws has failed.
   * @param {string} suite
   * @param {() => Promise<Outcome>} work
   * @returns {Promise<boolean>} whether nothing failed
   */
  async record(suite, work) {
    console.log(`\n== ${suite}`);
    const started = performance.now();
    /** @type {Outcome} */
    let outcome;
    try {
      outcome = await work();
    } catch (error) {
      outcome = one(false, [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
    }
    const seconds = (performance.now() - started) / 1000;
    const row = { suite, passed: 0, failed: 0, skipped: 0, notes: [], ...outcome, seconds };
    this.#rows.push(row);
    return row.failed === 0;
  }

  /** @param {"passed" | "failed" | "skipped"} what */
  total(what) {
    return this.#rows.reduce((sum, row) => sum + row[what], 0);
  }

  /**
   * The summary: a row per suite, and `N passed, N failed` as the last line.
   * @returns {string}
   */
  summary() {
    const width = Math.max(...this.#rows.map((row) => row.suite.length));
    const lines = this.#rows.flatMap(({ suite, passed, failed, skipped, seconds, notes }) => {
      const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
      const mark = failed > 0 ? "FAIL" : passed > 0 ? "ok  " : "skip";
      const head = `${mark}  ${suite.padEnd(width)}  ${counts} (${seconds.toFixed(1)} s)`;
      return [head, ...notes.map((note) => `      ${note.replaceAll("\n", "\n      ")}`)];
    });
    const skipped = this.total("skipped");
    const tail = skipped > 0 ? `, ${skipped} skipped` : "";
    const closing = `${this.total("passed")} passed, ${this.total("failed")} failed${tail}`;
    return ["", "== Summary", ...lines, "", closing].join("\n");
  }
}

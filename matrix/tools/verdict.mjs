// Compares the findings of a row with the expected ones, or with what the row declares.

/** @typedef {import("./bench.mjs").Run} Run */
/** @typedef {"cpu" | "threads" | "onnx" | "isolate"} CellName */
/** @typedef {{ strict: string, exact: string }} Digests */
/**
 * `says` is what the packages themselves say of a declared limit.
 * @typedef {{ status: "right" | "declared" | "wrong", text: string, says?: string }} Verdict
 */

/** @type {readonly CellName[]} */
export const cellNames = ["cpu", "threads", "onnx", "isolate"];

/**
 * The cells of a row. A cell that works although the row declares that it fails is an error too: the declaration is outdated.
 * @param {Run} run
 * @param {Partial<Record<CellName, string>>} declared
 * @param {Digests} right
 * @returns {Record<string, Verdict>}
 */
export function cellsOf({ found, problems }, declared, right) {
  /** @type {Verdict} */
  const imported =
    problems.length > 0
      ? { status: "wrong", text: problems.slice(0, 5).join(" · ").slice(0, 600) }
      : found === undefined
        ? { status: "wrong", text: "the program found nothing" }
        : { status: "right", text: "runs, without a warning or an error that nobody handled" };
  if (found === undefined) return { import: imported };
  return {
    import: imported,
    ...Object.fromEntries(cellNames.map((name) => [name, judge(found[name], name, declared[name], right)])),
  };
}

/**
 * @param {any} cell
 * @param {CellName} name
 * @param {string | undefined} sentence   what the row declares
 * @param {Digests} right
 * @returns {Verdict}
 */
function judge(cell, name, sentence, right) {
  const { status, text, isLimit } = look(cell, name, right);
  if (sentence === undefined) return { status, text };
  if (isLimit) return { status: "declared", text: sentence, says: text };
  if (status === "wrong") return { status, text };
  return { status: "wrong", text: `works, but is declared not to: ${sentence}` };
}

/**
 * @param {any} cell
 * @param {CellName} name
 * @param {Digests} right
 * @returns {{ status: "right" | "wrong", text: string, isLimit?: boolean }}   `isLimit`: it does not work, and says so as the
 *   packages promise
 */
function look(cell, name, right) {
  if (cell?.error !== undefined) {
    const { name: kind, code, message } = cell.error;
    const isTyped = typeof code === "string" && code.startsWith("ACTFN_");
    return { status: "wrong", text: `${kind}: ${message}`.slice(0, 600), isLimit: isTyped };
  }
  if (name === "threads") {
    const { threads, threadLimit, same } = cell ?? {};
    if (same !== true) return { status: "wrong", text: "two threads give other bits than one" };
    if (threads === 2) return { status: "right", text: "2 threads, the bits of one" };
    return { status: "wrong", text: `1 thread: ${threadLimit}`, isLimit: typeof threadLimit === "string" };
  }
  const wanted = name === "onnx" ? right.exact : right.strict;
  if (cell?.digest !== wanted)
    return { status: "wrong", text: `digest ${cell?.digest} instead of ${wanted}` };
  return { status: "right", text: [cell.runtime, "the bits of Node"].filter(Boolean).join(", ") };
}

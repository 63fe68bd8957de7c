import { randomUUID } from "node:crypto";
import { type Check, fields, number, where } from "@actfn/core/checks";
import { escapeHtml } from "@actfn/plot";
import { frontEnd, isNotebook } from "./front-end.js";

/** The options of `progress` and `progressBar`. */
export interface ProgressOptions {
  /** The text in front of the bar. */
  readonly label?: string;
  /** The number of steps. Default: the `length` or `size` of the iterable. */
  readonly total?: number;
  /** Ends the loop with the signal's reason. Default: the signal of the running cell. */
  readonly signal?: AbortSignal;
}

/** A progress bar that is moved by hand. */
export interface ProgressBar {
  /** Moves the bar; `note` stands behind it, such as the loss. */
  update(done: number, note?: string): void;
  /** Draws the last frame, which stays. */
  finish(note?: string): void;
}

const INTERVAL_MILLISECONDS = 100;
const COLUMNS = 28;

/**
 * Goes through an iterable and shows how far it is: `for (const step of progress(steps, { label: "training" })) …`.
 * It draws in place, at most ten times a second, and leaves its last frame. Interrupting the cell ends the loop.
 * In a terminal the bar is drawn on stderr.
 */
export function* progress<T>(
  items: Iterable<T>,
  options: ProgressOptions = {},
): Generator<T, void, undefined> {
  const total = options.total ?? lengthOf(items);
  const signal = options.signal ?? frontEnd().signal;
  const bar = progressBar({ ...options, ...(total === undefined ? {} : { total }) });
  let done = 0;
  try {
    for (const item of items) {
      signal.throwIfAborted();
      yield item;
      done += 1;
      bar.update(done);
    }
  } finally {
    bar.finish(total !== undefined && done < total ? `ended at ${done}` : undefined);
  }
}

const checkOptions: Check = fields({
  label: where("a string", (value) => typeof value === "string"),
  total: number(0, Infinity),
  signal: where("an AbortSignal", (value) => value instanceof AbortSignal),
} satisfies Record<keyof ProgressOptions, Check>);

/** A progress bar for loops that are not over an iterable. */
export function progressBar(options: ProgressOptions = {}): ProgressBar {
  checkOptions(options, "", "progress");
  const id = randomUUID();
  const started = performance.now();
  const { label = "", total } = options;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let state = { done: 0, note: "" };
  let isShown = false;
  const draw = (): void => {
    lastDrawn = performance.now();
    const seconds = (lastDrawn - started) / 1000;
    const frame = { label, total, seconds, ...state };
    if (isNotebook())
      frontEnd().show(
        { "text/html": frameHtml(frame), "text/plain": frameText(frame) },
        { id, update: isShown },
      );
    else process.stderr.write(process.stderr.isTTY ? `\r\u001b[2K${frameText(frame)}` : "");
    isShown = true;
  };
  draw();
  return {
    update: (done, note = state.note) => {
      state = { done, note };
      if (performance.now() - lastDrawn >= INTERVAL_MILLISECONDS) draw();
    },
    finish: (note = state.note) => {
      state = { ...state, note };
      draw();
      if (!isNotebook())
        process.stderr.write(
          process.stderr.isTTY
            ? "\n"
            : `${frameText({ label, total, seconds: (performance.now() - started) / 1000, ...state })}\n`,
        );
    },
  };
}

interface Frame {
  readonly label: string;
  readonly total: number | undefined;
  readonly seconds: number;
  readonly done: number;
  readonly note: string;
}

function frameText({ label, total, seconds, done, note }: Frame): string {
  const filled = total === undefined ? 0 : Math.round((COLUMNS * Math.min(done, total)) / Math.max(1, total));
  const bar = total === undefined ? "" : `${"█".repeat(filled)}${"░".repeat(COLUMNS - filled)} `;
  return [label, `${bar}${done}${total === undefined ? "" : `/${total}`}`, times(done, total, seconds), note]
    .filter(Boolean)
    .join("  ");
}

function frameHtml(frame: Frame): string {
  const { label, total, done, seconds, note } = frame;
  const value = total === undefined ? "" : ` value="${done}" max="${total}"`;
  const tail = [`${done}${total === undefined ? "" : `/${total}`}`, times(done, total, seconds), note]
    .filter(Boolean)
    .join(" · ");
  return `<div style="display:flex;gap:.8em;align-items:center;font:13px system-ui,sans-serif"><span>${escapeHtml(label)}</span><progress${value} style="width:16em"></progress><span style="font-variant-numeric:tabular-nums;opacity:.75">${escapeHtml(tail)}</span></div>`;
}

function times(done: number, total: number | undefined, seconds: number): string {
  if (total === undefined || done === 0 || done >= total) return `${seconds.toFixed(1)} s`;
  return `${seconds.toFixed(1)} s, ${((seconds / done) * (total - done)).toFixed(1)} s to go`;
}

function lengthOf(items: Iterable<unknown>): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === "number" ? length : typeof size === "number" ? size : undefined;
}

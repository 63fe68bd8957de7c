import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { type Check, fields, flag, where } from "@actfn/core/checks";
import type { Json, MimeBundle } from "../protocol/message.js";
import { bundleAtOnce, isPromise } from "./bundle.js";
import type { Comm, CommListener } from "./comm.js";
import { frontEnd } from "./front-end.js";
import { installRenderers } from "./renderers.js";

/** How `display` shows a value. */
export interface DisplayOptions {
  /** Whether the value is a MIME bundle. Default: `false`. */
  readonly raw?: boolean;
  /** The name of the output, so that another call can replace it. Default: a random name. */
  readonly id?: string;
  /** Whether to replace the output named `id`. Default: `false`. */
  readonly update?: boolean;
}

/** An output on the screen, which can be replaced. */
export interface DisplayHandle {
  /** The name of the output. */
  readonly id: string;
  /** Shows another value in the same place. Resolves when it has been sent. */
  update(value: unknown): Promise<void>;
}

const checkOptions: Check = fields({
  raw: flag,
  id: where("a string", (value) => typeof value === "string"),
  update: flag,
} satisfies Record<keyof DisplayOptions, Check>);

/**
 * Shows a value below the running cell, in the richest form it has: its `Symbol.for("Jupyter.display")` bundle, else
 * what this package knows to draw (tensors, activations), else text. In plain Node it prints the text.
 *
 * Resolves to a handle by which the output can be replaced: `const shown = await display(x); await shown.update(y)`.
 * Without `await` too, what is shown stands before what is printed next; only what has to be waited for itself (a
 * slider, a PNG, a promised bundle) comes when it is ready.
 */
export async function display(value: unknown, options: DisplayOptions = {}): Promise<DisplayHandle> {
  checkOptions(options, "", "display");
  installRenderers();
  const id = options.id ?? randomUUID();
  const screen = frontEnd();
  const bundle = options.raw === true ? (value as MimeBundle) : bundleAtOnce(value);
  screen.show(isPromise(bundle) ? await bundle : bundle, { id, update: options.update === true });
  const handle = {
    id,
    update: async (next: unknown) => {
      const bundle = bundleAtOnce(next);
      frontEnd().show(isPromise(bundle) ? await bundle : bundle, { id, update: true });
    },
  };
  // Stock tslab prints whatever a cell ends with, and knows no other way to keep a value quiet.
  Object.defineProperty(handle, inspect.custom, { value: () => "" });
  handles.add(handle);
  return handle;
}

const handles = new WeakSet<object>();

/** Whether a value is the handle of something shown: at the end of a cell it is not worth showing itself. */
export function isDisplayHandle(value: unknown): boolean {
  return typeof value === "object" && value !== null && handles.has(value);
}

/**
 * Removes the outputs of the running cell. With `wait: true` they stay until the next output is there, so that
 * repeated drawing does not flicker.
 */
export function clearOutput(options: { readonly wait?: boolean } = {}): void {
  frontEnd().clear(options.wait === true);
}

/**
 * Asks the person at the notebook for a line of text and resolves to it.
 * `password: true` hides what is typed. Throws `InputNotAllowedError` where nobody can be asked.
 */
export function input(prompt = "", options: { readonly password?: boolean } = {}): Promise<string> {
  return frontEnd().input(prompt, options.password === true);
}

/** Publishes a message of any type to the front end; for extensions that listen for their own. */
export function broadcast(type: string, content: Record<string, Json>): void {
  frontEnd().broadcast(type, content);
}

/** The kernel, as a cell sees it. */
export interface KernelOfCell {
  /**
   * Aborted when the running cell is interrupted. Hand it to what takes long: `await train({ signal: kernel.signal })`.
   * Read it in the cell, not in a callback of a later one.
   */
  readonly signal: AbortSignal;
  /**
   * Whether the cells after this one run in spite of type errors, as TypeScript's option of this name has it. What is
   * no TypeScript at all still does not run. Default: `false`. For one cell, write `// @ts-nocheck` in its first line.
   */
  noCheck: boolean;
  /**
   * Opens a comm to what the front end has registered under the name `target`, such as an extension of your own.
   * Throws `NoCommError` outside of a notebook.
   */
  openComm(target: string, data?: Record<string, Json>): Comm;
  /** Takes the comms that the front end opens to `target`; a later listener for the same target replaces this one. */
  onComm(target: string, listener: CommListener): void;
}

/** The kernel that runs this cell; see {@link KernelOfCell}. */
export const kernel: KernelOfCell = {
  get signal(): AbortSignal {
    return frontEnd().signal;
  },
  get noCheck(): boolean {
    return frontEnd().checking.noCheck;
  },
  set noCheck(noCheck: boolean) {
    frontEnd().checking.noCheck = noCheck;
  },
  openComm: (target, data = {}) => frontEnd().openComm(target, data),
  onComm: (target, listener) => frontEnd().onComm(target, listener),
};

import { describeError } from "../cells/error-report.js";
import { helpRequests } from "../cells/help.js";
import { inspectionBundle, joinBundles } from "../cells/inspection.js";
import type { CellSession, Outcome } from "../cells/session.js";
import { bundleOf } from "../display/bundle.js";
import { isDisplayHandle } from "../display/display.js";
import type { Channels } from "../protocol/channels.js";
import {
  type ErrorContent,
  type ExecuteRequest,
  type JsonObject,
  type MimeBundle,
  type Request,
  readExecuteRequest,
} from "../protocol/message.js";
import type { CellContext, CellContexts } from "./cell-context.js";
import { Deferred } from "./deferred.js";
import type { History } from "./history.js";
import type { Streams } from "./streams.js";

/** The parts that the queue of cells uses. */
export interface ExecutionParts {
  readonly channels: Channels;
  readonly session: CellSession;
  readonly contexts: CellContexts;
  readonly streams: Streams;
  readonly history: History;
}

/** The help on the names of a cell, for the front end's pager; `undefined` for a cell to run. */
function helpFor(session: CellSession, code: string): JsonObject[] | undefined {
  const names = helpRequests(code);
  if (names.length === 0) return undefined;
  const known = names.map((name) => {
    const info = session.inspect(name, name.length - 1);
    return info === undefined ? { "text/plain": `Nothing is known of ${name}.` } : inspectionBundle(info);
  });
  return [{ source: "page", data: joinBundles(known), start: 0 }];
}

type Result =
  | { readonly status: "ok"; readonly bundle?: MimeBundle }
  | { readonly status: "error"; readonly error: ErrorContent };

/** The running code: a cell or a user expression. */
interface RunningCell {
  readonly context: CellContext;
  readonly stop: (error: ErrorContent) => void;
  /** Whether it was interrupted, possibly before it began. */
  isInterrupted: boolean;
}

/**
 * The queue of cells. It runs one cell at a time and replies to all requests, both in the order of arrival.
 *
 * If a cell fails and its request has `stop_on_error`, requests that have arrived by then get the reply `aborted` and do not
 * run. A request that a client sends after it has read the failure runs.
 */
export class ExecutionQueue {
  readonly #parts: ExecutionParts;
  readonly #waiting: Request[] = [];
  /** The number of cells with a number. Like IPython, it counts the cells in the history. */
  #count = 0;
  #unnumbered = 0;
  #arrived = 0;
  #running: RunningCell | undefined;
  #isDraining = false;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
  }

  /** Whether there was no cell yet. */
  get isUntouched(): boolean {
    return this.#arrived === 0;
  }

  /** The context of the running cell. */
  get running(): CellContext | undefined {
    return this.#running?.context;
  }

  /** Handles an `execute_request`. */
  add(request: Request): void {
    this.#arrived += 1;
    this.#waiting.push(request);
    if (!this.#isDraining) void this.#drain();
  }

  /** Ends the running cell with an error. The cell's AbortSignal stops its code. */
  interrupt(reason: Error): void {
    const running = this.#running;
    if (running === undefined) return;
    const { stop } = running;
    running.isInterrupted = true;
    running.context.controller.abort(reason);
    this.#parts.session.interrupt();
    // The result of the session comes first if there is one. Code that was interrupted in the middle of a display has none.
    setTimeout(() => stop(describeError(reason, () => undefined)), 100);
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    for (let request = this.#waiting.shift(); request !== undefined; request = this.#waiting.shift()) {
      await this.#execute(request).catch((error: unknown) => this.#fail(request, error));
    }
    this.#isDraining = false;
  }

  /** Replies to a request whose execution failed outside its code. */
  async #fail(request: Request, error: unknown): Promise<void> {
    const parent = request.message.header;
    const content = describeError(error, () => undefined);
    this.#running = undefined;
    await this.#parts.channels.send(request, "execute_reply", {
      status: "error",
      execution_count: this.#count,
      ...content,
    });
    this.#parts.channels.publish("status", { execution_state: "idle" }, parent);
  }

  async #execute(request: Request): Promise<void> {
    const { channels, session, streams, history } = this.#parts;
    const parent = request.message.header;
    const execute = readExecuteRequest(request.message.content);
    channels.publish("status", { execution_state: "busy" }, parent);
    // A cell that is not in the history is shown with the next number, which stays free.
    const execution_count = this.#count + 1;
    if (execute.store_history) {
      this.#count = execution_count;
      history.add(execution_count, execute.code);
    }
    if (!execute.silent) channels.publish("execute_input", { code: execute.code, execution_count }, parent);

    const context = { request, parent, allowsInput: execute.allow_stdin, controller: new AbortController() };
    const help = helpFor(session, execute.code);
    const result: Result = help === undefined ? await this.#runCell(context, execute) : { status: "ok" };
    streams.flush();
    if (!execute.silent) this.#publishResult(result, execution_count, parent);
    const failed = result.status === "error";
    const aborted = failed && execute.stop_on_error ? await this.#takeArrived() : [];
    const user_expressions = failed ? {} : await this.#evaluate(context, execute.user_expressions);
    this.#running = undefined;
    streams.flush();
    await channels.send(request, "execute_reply", {
      status: result.status,
      execution_count: this.#count,
      ...(failed ? result.error : {}),
      user_expressions,
      payload: help ?? [],
    });
    channels.publish("status", { execution_state: "idle" }, parent);
    for (const skipped of aborted) await this.#abort(skipped);
  }

  #runCell(context: CellContext, execute: ExecuteRequest): Promise<Result> {
    // Functions of a cell outlive it. So no other code may have its name, which identifies its lines.
    const name = execute.store_history ? `cell-${this.#count}` : `cell-unnumbered-${++this.#unnumbered}`;
    return this.#runAs(context, async () => {
      const outcome = await this.#parts.session.run(execute.code, `${name}.ts`);
      return await this.#format(outcome, execute);
    });
  }

  /**
   * Runs work in the context of a cell until it ends or is interrupted. It starts in a separate turn of the event loop, so that
   * an interrupt of that turn does not affect this queue.
   */
  #runAs(context: CellContext, work: () => Promise<Result>): Promise<Result> {
    const ended = new Deferred<Result>();
    const stop = (error: ErrorContent): void => ended.resolve({ status: "error", error });
    const fail = (error: unknown): void => stop(describeError(error, () => undefined));
    const running: RunningCell = { context, stop, isInterrupted: false };
    this.#running = running;
    setImmediate(() => {
      // An endless loop that began here would delay the reply to its interrupt.
      if (!running.isInterrupted)
        this.#parts.contexts.run(context, () => void work().then(ended.resolve, fail));
    });
    return ended.promise;
  }

  async #format(outcome: Outcome, execute: ExecuteRequest): Promise<Result> {
    if (outcome.status === "error" || execute.silent || outcome.value === undefined) return outcome;
    if (isDisplayHandle(outcome.value)) return { status: "ok" };
    return ok(await bundleOf(outcome.value));
  }

  #publishResult(result: Result, execution_count: number, parent: CellContext["parent"]): void {
    const { channels } = this.#parts;
    if (result.status === "error") channels.publish("error", { ...result.error }, parent);
    else if (result.bundle !== undefined) {
      channels.publish("execute_result", { execution_count, data: result.bundle, metadata: {} }, parent);
    }
  }

  /** Waits until all requests that have arrived are in the queue, also those still in the socket. */
  async #takeArrived(): Promise<Request[]> {
    for (let seen = -1; seen !== this.#arrived; ) {
      seen = this.#arrived;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.#waiting.splice(0);
  }

  async #abort(request: Request): Promise<void> {
    const { channels } = this.#parts;
    const parent = request.message.header;
    channels.publish("status", { execution_state: "busy" }, parent);
    await channels.send(request, "execute_reply", {
      status: "aborted",
      execution_count: this.#count,
      payload: [],
    });
    channels.publish("status", { execution_state: "idle" }, parent);
  }

  /** Evaluates the `user_expressions` of a request after its code, as part of its cell. An interrupt ends the running one. */
  async #evaluate(
    context: CellContext,
    expressions: Readonly<Record<string, string>>,
  ): Promise<Record<string, JsonObject>> {
    const values: Record<string, JsonObject> = {};
    for (const [name, expression] of Object.entries(expressions)) {
      const result = await this.#runAs(context, async () => {
        const place = `cell-expression-${name.replace(/\W/g, "_")}.ts`;
        const outcome = await this.#parts.session.run(expression, place);
        return outcome.status === "error" ? outcome : ok(await bundleOf(outcome.value));
      });
      values[name] =
        result.status === "ok"
          ? { status: "ok", data: result.bundle ?? {}, metadata: {} }
          : { status: "error", ...result.error };
    }
    return values;
  }
}

/** The data to display. A value that JSON cannot represent (a BigInt, a cycle) is an error of the cell, not of the protocol. */
function ok(bundle: MimeBundle): Result {
  JSON.stringify(bundle);
  return { status: "ok", bundle };
}

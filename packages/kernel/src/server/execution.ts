import { describeError } from "../cells/error-report.js";
import { inspectionBundle } from "../cells/inspection.js";
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

/** What the queue of cells works with. */
export interface ExecutionParts {
  readonly channels: Channels;
  readonly session: CellSession;
  readonly contexts: CellContexts;
  readonly streams: Streams;
  readonly history: History;
}

const HELP = /^\s*(?:\?\s*([\w$.]+)|([\w$.]+)\s*\?)\s*$/;

/** `?name` or `name?` alone in a cell shows what is known of the name in the front end's pager, as IPython does. */
function helpFor(session: CellSession, code: string): JsonObject[] | undefined {
  const match = HELP.exec(code);
  if (match === null) return undefined;
  const name = match[1] ?? match[2] ?? "";
  const info = session.inspect(name, name.length - 1);
  const data = info === undefined ? { "text/plain": `Nothing is known of ${name}.` } : inspectionBundle(info);
  return [{ source: "page", data, start: 0 }];
}

type Result =
  | { readonly status: "ok"; readonly bundle?: MimeBundle }
  | { readonly status: "error"; readonly error: ErrorContent };

/**
 * The queue of cells. One runs at a time, in the order of arrival; every request is answered, in this order too.
 *
 * When a cell fails and its request says `stop_on_error`, the requests that had arrived by then are answered with
 * `aborted` and not run. One that a client sends after it has read the failure is run: nothing is skipped in silence.
 */
export class ExecutionQueue {
  readonly #parts: ExecutionParts;
  readonly #waiting: Request[] = [];
  #count = 0;
  #arrived = 0;
  #running: { readonly context: CellContext; readonly stopped: Deferred<Result> } | undefined;
  #isDraining = false;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
  }

  /** Whether no cell has come yet. */
  get isUntouched(): boolean {
    return this.#arrived === 0;
  }

  /** The context of the running cell. */
  get running(): CellContext | undefined {
    return this.#running?.context;
  }

  /** Takes an `execute_request`. */
  add(request: Request): void {
    this.#arrived += 1;
    this.#waiting.push(request);
    if (!this.#isDraining) void this.#drain();
  }

  /** Ends the running cell with an error, and tells its own code through its AbortSignal. */
  interrupt(reason: Error): void {
    const running = this.#running;
    if (running === undefined) return;
    running.context.controller.abort(reason);
    this.#parts.session.interrupt();
    // The session's own answer comes first where it still can; code cut off in the middle of a display never answers.
    setTimeout(
      () => running.stopped.resolve({ status: "error", error: describeError(reason, () => undefined) }),
      100,
    );
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    for (let request = this.#waiting.shift(); request !== undefined; request = this.#waiting.shift()) {
      await this.#execute(request).catch((error: unknown) => this.#fail(request, error));
    }
    this.#isDraining = false;
  }

  /** Answers a request whose execution went wrong outside of its code, such as in a user expression's own display. */
  async #fail(request: Request, error: unknown): Promise<void> {
    const parent = request.message.header;
    const content = describeError(error, () => undefined);
    await this.#parts.channels.send(request, "execute_reply", {
      status: "error",
      execution_count: this.#count,
      ...content,
    });
    this.#parts.channels.publish("status", { execution_state: "idle" }, parent);
  }

  async #execute(request: Request): Promise<void> {
    const { channels, streams } = this.#parts;
    const parent = request.message.header;
    const execute = readExecuteRequest(request.message.content);
    channels.publish("status", { execution_state: "busy" }, parent);
    if (!execute.silent) this.#count += 1;
    if (execute.store_history) this.#parts.history.add(this.#count, execute.code);
    const execution_count = this.#count;
    if (!execute.silent) channels.publish("execute_input", { code: execute.code, execution_count }, parent);

    const help = helpFor(this.#parts.session, execute.code);
    const result: Result =
      help === undefined ? await this.#run(request, execute, execution_count) : { status: "ok" };
    streams.flush();
    if (!execute.silent) this.#publishResult(result, execution_count, parent);
    const failed = result.status === "error";
    const aborted = failed && execute.stop_on_error ? await this.#takeArrived() : [];
    const reply: JsonObject = failed
      ? { status: "error", execution_count, ...result.error, user_expressions: {}, payload: [] }
      : {
          status: "ok",
          execution_count,
          user_expressions: await this.#evaluate(execute),
          payload: help ?? [],
        };
    await channels.send(request, "execute_reply", reply);
    channels.publish("status", { execution_state: "idle" }, parent);
    for (const skipped of aborted) await this.#abort(skipped);
  }

  /** Runs a cell in its context. It starts in a turn of its own: if that turn is cut off, this queue still stands. */
  async #run(request: Request, execute: ExecuteRequest, count: number): Promise<Result> {
    const { contexts, session } = this.#parts;
    const context: CellContext = {
      request,
      parent: request.message.header,
      allowsInput: execute.allow_stdin,
      controller: new AbortController(),
    };
    const stopped = new Deferred<Result>();
    this.#running = { context, stopped };
    setImmediate(() =>
      contexts.run(context, () => {
        const work = session
          .run(execute.code, `cell-${count}.ts`)
          .then((outcome) => this.#format(outcome, execute));
        work.then(stopped.resolve, (error: unknown) =>
          stopped.resolve({ status: "error", error: describeError(error, () => undefined) }),
        );
      }),
    );
    const result = await stopped.promise;
    this.#running = undefined;
    return result;
  }

  async #format(outcome: Outcome, execute: ExecuteRequest): Promise<Result> {
    if (outcome.status === "error" || execute.silent || outcome.value === undefined) return outcome;
    if (isDisplayHandle(outcome.value)) return { status: "ok" };
    const bundle = await bundleOf(outcome.value);
    // What cannot be written as JSON (a BigInt, a cycle) fails here, as the cell's error, rather than on the wire.
    JSON.stringify(bundle);
    return { status: "ok", bundle };
  }

  #publishResult(result: Result, execution_count: number, parent: CellContext["parent"]): void {
    const { channels } = this.#parts;
    if (result.status === "error") channels.publish("error", { ...result.error }, parent);
    else if (result.bundle !== undefined) {
      channels.publish("execute_result", { execution_count, data: result.bundle, metadata: {} }, parent);
    }
  }

  /** Everything that has arrived by now, also what still lies in the socket. */
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

  /** The `user_expressions` of a request, evaluated after its code. */
  async #evaluate(execute: ExecuteRequest): Promise<JsonObject> {
    const values: Record<string, JsonObject> = {};
    for (const [name, expression] of Object.entries(execute.user_expressions)) {
      const outcome = await this.#parts.session.run(
        expression,
        `cell-expression-${name.replace(/\W/g, "_")}.ts`,
      );
      values[name] =
        outcome.status === "ok"
          ? { status: "ok", data: await bundleOf(outcome.value), metadata: {} }
          : { status: "error", ...outcome.error };
    }
    return values;
  }
}

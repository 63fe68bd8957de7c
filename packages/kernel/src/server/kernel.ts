import type { Checking } from "../cells/diagnostics.js";
import { InterruptedError } from "../cells/interrupted-error.js";
import { prelude } from "../cells/prelude.js";
import { type CellSession, createCellSession, type Outcome } from "../cells/session.js";
import { registerFrontEnd } from "../display/front-end.js";
import { installRenderers } from "../display/renderers.js";
import { Channels } from "../protocol/channels.js";
import type { ConnectionInfo } from "../protocol/connection.js";
import type { JsonObject, Request } from "../protocol/message.js";
import { serveWidgetStates } from "../widget/model.js";
import { CellContexts } from "./cell-context.js";
import { Comms } from "./comms.js";
import { ExecutionQueue } from "./execution.js";
import { History } from "./history.js";
import { Input } from "./input.js";
import type { Interrupts } from "./interrupts.js";
import { complete, inspect, isComplete, kernelInfo } from "./introspection.js";
import { createFrontEnd } from "./kernel-front-end.js";
import { Streams } from "./streams.js";
import { warmUp, warmUpWhileIdle } from "./warm-up.js";

const COMM_MESSAGES: ReadonlySet<string> = new Set(["comm_open", "comm_msg", "comm_close"]);

type Answer = (content: JsonObject) => JsonObject;

/**
 * Starts the kernel on the sockets of a connection file. Resolves when it accepts requests. It then runs until a shutdown
 * request.
 */
export async function startKernel(info: ConnectionInfo, interrupts: Interrupts): Promise<void> {
  let logFault = (text: string): void => console.error(text);
  const channels = new Channels(info, (fault) => logFault(`actfn-kernel: ${fault}\n`));
  await channels.bind();
  channels.publish("status", { execution_state: "starting" }, undefined);
  const kernel = new Kernel(channels, interrupts);
  logFault = kernel.captureOutput();
  await kernel.start();
}

/** Dispatches requests to their handlers. */
class Kernel {
  readonly #channels: Channels;
  readonly #contexts = new CellContexts();
  readonly #checking: Checking = { noCheck: false };
  readonly #history = new History();
  readonly #streams: Streams;
  readonly #input: Input;
  readonly #comms: Comms;
  readonly #session: CellSession;
  readonly #queue: ExecutionQueue;
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #interrupts: Interrupts;

  constructor(channels: Channels, interrupts: Interrupts) {
    this.#channels = channels;
    this.#interrupts = interrupts;
    this.#streams = new Streams(channels, this.#contexts);
    this.#input = new Input(channels, this.#contexts);
    this.#comms = new Comms(channels, this.#contexts, this.#streams);
    const frontEnd = createFrontEnd({
      channels,
      contexts: this.#contexts,
      streams: this.#streams,
      input: this.#input,
      comms: this.#comms,
      checking: this.#checking,
    });
    registerFrontEnd(frontEnd);
    serveWidgetStates(frontEnd);
    installRenderers();
    this.#session = createCellSession({
      directory: process.cwd(),
      checking: this.#checking,
      shield: interrupts.shield,
      onTslabDisplay: ({ data, transient }, update) =>
        frontEnd.show(data, transient.display_id === undefined ? {} : { id: transient.display_id, update }),
    });
    this.#queue = new ExecutionQueue({
      channels,
      session: this.#session,
      contexts: this.#contexts,
      streams: this.#streams,
      history: this.#history,
    });
    this.#answers = new Map<string, Answer>([
      ["kernel_info_request", kernelInfo],
      ["complete_request", (content) => complete(this.#session, content)],
      ["inspect_request", (content) => inspect(this.#session, content)],
      ["is_complete_request", (content) => isComplete(this.#session, content)],
      ["history_request", (content) => ({ status: "ok", history: this.#history.query(content) })],
      ["comm_info_request", (content) => this.#comms.info(content)],
      ["interrupt_request", () => this.#interrupt()],
    ]);
  }

  /** Redirects the output of the process to the cells that print it. Returns a function that writes to the real stderr. */
  captureOutput(): (text: string) => void {
    process.on("uncaughtException", (error) => {
      this.#streams.write("stderr", `Uncaught ${printFailure(error)}\n`);
      this.#contexts.recover();
    });
    process.on("unhandledRejection", (reason, promise) =>
      this.#contexts.runAsOwnerOf(promise, () =>
        this.#streams.write("stderr", `Unhandled rejection: ${printFailure(reason)}\n`),
      ),
    );
    process.on("exit", () => this.#streams.flush());
    return this.#streams.capture();
  }

  async start(): Promise<void> {
    await this.#runPrelude();
    await warmUp(this.#session);
    this.#interrupts.tell(() => this.#interrupt());
    for (const channel of ["shell", "control"] as const) void this.#serve(channel);
    void this.#input.listen();
    warmUpWhileIdle(this.#session, () => this.#queue.isUntouched);
    this.#channels.publish("status", { execution_state: "idle" }, undefined);
  }

  /** Imports are separate, so that one that fails (an older package beside the notebook) does not affect the others. */
  async #runPrelude(): Promise<void> {
    const whole = await this.#runUninterrupted(prelude());
    if (whole.status === "ok") return;
    for (const line of prelude().split("\n")) {
      const outcome = await this.#runUninterrupted(line);
      if (outcome.status === "error")
        this.#streams.write("stderr", `${outcome.error.traceback.join("\n")}\n`);
    }
  }

  /** An interrupt ends the running code, but not the prelude. */
  async #runUninterrupted(code: string): Promise<Outcome> {
    for (;;) {
      const outcome = await this.#session.run(code, "cell-prelude.ts");
      if (outcome.status === "ok" || outcome.error.ename !== "Interrupted") return outcome;
    }
  }

  async #serve(channel: "shell" | "control"): Promise<void> {
    for await (const request of this.#channels.requests(channel)) await this.#handle(request);
  }

  async #handle(request: Request): Promise<void> {
    const { msg_type: type } = request.message.header;
    if (type === "execute_request") return this.#queue.add(request);
    if (type === "shutdown_request") return await this.#shutDown(request);
    // The listener of a comm may run for long, or never end. The next request does not wait for it.
    if (COMM_MESSAGES.has(type)) return void this.#comms.handle(request).then(() => this.#remindOfBusy());
    const parent = request.message.header;
    this.#channels.publish("status", { execution_state: "busy" }, parent);
    const answer = this.#answers.get(type);
    if (answer !== undefined)
      await this.#channels.send(request, replyType(type), this.#answer(answer, request));
    this.#channels.publish("status", { execution_state: "idle" }, parent);
    this.#remindOfBusy();
  }

  /** A front end shows the last status. While a cell runs, that is busy. */
  #remindOfBusy(): void {
    const running = this.#queue.running?.parent;
    if (running !== undefined) this.#channels.publish("status", { execution_state: "busy" }, running);
  }

  #answer(answer: Answer, request: Request): JsonObject {
    try {
      return answer(request.message.content);
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      return { status: "error", ename: name, evalue: message, traceback: (stack ?? "").split("\n") };
    }
  }

  #interrupt(): JsonObject {
    const reason = new InterruptedError();
    this.#contexts.recover();
    this.#queue.interrupt(reason);
    this.#comms.interrupt(reason);
    return { status: "ok" };
  }

  async #shutDown(request: Request): Promise<void> {
    this.#streams.flush();
    const restart = request.message.content["restart"] === true;
    const parent = request.message.header;
    this.#channels.publish("status", { execution_state: "busy" }, parent);
    await this.#channels.send(request, "shutdown_reply", { status: "ok", restart });
    this.#channels.publish("shutdown_reply", { status: "ok", restart }, parent);
    this.#channels.publish("status", { execution_state: "idle" }, parent);
    this.#interrupts.stop();
    await this.#channels.close();
    // Timers and native threads of cells would keep the process alive. The replies need some time to be sent.
    setTimeout(() => process.exit(0), 100);
  }
}

function replyType(request: string): string {
  return request.replace(/_request$/, "_reply");
}

function printFailure(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}

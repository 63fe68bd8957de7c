import { randomUUID } from "node:crypto";
import type { Comm, CommListener } from "../display/comm.js";
import type { Channels, Parent } from "../protocol/channels.js";
import { readComm } from "../protocol/comm.js";
import type { JsonObject, Request } from "../protocol/message.js";
import type { CellContext, CellContexts } from "./cell-context.js";
import type { Streams } from "./streams.js";

type MessageListener = Parameters<Comm["onMessage"]>[0];
type CloseListener = Parameters<Comm["onClose"]>[0];

/** The kernel's end of a comm. */
class OpenComm implements Comm {
  readonly id: string;
  readonly target: string;
  readonly messageListeners: MessageListener[] = [];
  readonly closeListeners: CloseListener[] = [];
  /** The cell that opened it. The output of its listeners appears below that cell. */
  readonly owner: CellContext | undefined;
  readonly #comms: Comms;

  constructor(comms: Comms, id: string, target: string, owner: CellContext | undefined) {
    this.#comms = comms;
    this.id = id;
    this.target = target;
    this.owner = owner;
  }

  get isClosed(): boolean {
    return !this.#comms.has(this);
  }

  send(data: JsonObject, metadata: JsonObject = {}): void {
    if (!this.isClosed) this.#comms.publish("comm_msg", { comm_id: this.id, data }, metadata);
  }

  close(data: JsonObject = {}): void {
    if (this.#comms.forget(this)) this.#comms.publish("comm_close", { comm_id: this.id, data });
  }

  onMessage(listener: MessageListener): void {
    this.messageListeners.push(listener);
  }

  onClose(listener: CloseListener): void {
    this.closeListeners.push(listener);
  }
}

/**
 * The comms of this kernel. Their messages do not wait in the queue of cells: a slider works while a cell waits. Each message
 * has its own busy and idle status, by which front ends limit their rate.
 */
export class Comms {
  readonly #channels: Channels;
  readonly #contexts: CellContexts;
  readonly #streams: Streams;
  readonly #open = new Map<string, OpenComm>();
  readonly #targets = new Map<string, CommListener>();
  readonly #asked = new Set<string>();
  readonly #handling = new Map<Request, AbortController>();

  constructor(channels: Channels, contexts: CellContexts, streams: Streams) {
    this.#channels = channels;
    this.#contexts = contexts;
    this.#streams = streams;
  }

  /** Opens a comm to the target that the front end registered as `target`. */
  open(target: string, data: JsonObject, metadata: JsonObject = {}): Comm {
    const comm = new OpenComm(this, randomUUID().replaceAll("-", ""), target, this.#contexts.current);
    this.#open.set(comm.id, comm);
    this.publish("comm_open", { comm_id: comm.id, target_name: target, data }, metadata);
    return comm;
  }

  /** Handles the comms that the front end opens to `target`. */
  register(target: string, listener: CommListener): void {
    this.#targets.set(target, listener);
  }

  /** Whether the front end has asked for comms of a target, and so supports it. */
  isAskedFor(target: string): boolean {
    return this.#asked.has(target);
  }

  /** Handles a `comm_open`, `comm_msg` or `comm_close`. Resolves when its listeners have ended. */
  async handle(request: Request): Promise<void> {
    const { header, content } = request.message;
    this.#channels.publish("status", { execution_state: "busy" }, header);
    const controller = new AbortController();
    this.#handling.set(request, controller);
    const comm = readComm(content);
    if (comm !== undefined) {
      const owner = this.#open.get(comm.id)?.owner ?? this.#contexts.current;
      const parent = owner?.parent ?? header;
      await this.#runAs({ request, parent, allowsInput: false, controller }, () =>
        this.#dispatch(header.msg_type, comm.id, comm.target, comm.data),
      );
    }
    this.#streams.flush();
    if (this.#handling.delete(request)) this.#channels.publish("status", { execution_state: "idle" }, header);
  }

  /** Ends the wait for listeners. They were interrupted, or their AbortSignal stops them. */
  interrupt(reason: Error): void {
    for (const [{ message }, controller] of this.#handling) {
      controller.abort(reason);
      this.#channels.publish("status", { execution_state: "idle" }, message.header);
    }
    this.#handling.clear();
  }

  /** Replies to a `comm_info_request`. */
  info(content: JsonObject): JsonObject {
    const { target_name: target } = content;
    if (typeof target === "string") this.#asked.add(target);
    const listed = [...this.#open.values()].filter((comm) => !target || comm.target === target);
    const comms = Object.fromEntries(listed.map((comm) => [comm.id, { target_name: comm.target }]));
    return { status: "ok", comms };
  }

  has(comm: OpenComm): boolean {
    return this.#open.get(comm.id) === comm;
  }

  /** Returns whether there was such a comm. */
  forget(comm: OpenComm): boolean {
    return this.has(comm) && this.#open.delete(comm.id);
  }

  publish(type: string, content: JsonObject, metadata: JsonObject = {}): void {
    this.#streams.flush();
    this.#channels.publish(type, content, this.#asker(), metadata);
  }

  /** The request that caused a message, from which a front end knows its own actions. */
  #asker(): Parent {
    return this.#contexts.current?.request.message.header;
  }

  /**
   * Runs listeners in a separate turn of the event loop: if an endless loop in it is interrupted, requests are still handled.
   * They run in a microtask of that turn, because Node treats an interrupt of the turn itself as a fatal error. An error of a
   * listener is printed below the cell, because there is no reply for it.
   */
  #runAs(context: CellContext, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const start = (): void => {
        Promise.resolve()
          .then(work)
          .catch((error: unknown) => console.error(error))
          .finally(resolve);
      };
      setImmediate(() => this.#contexts.run(context, start));
    });
  }

  async #dispatch(type: string, id: string, target: string, data: JsonObject): Promise<void> {
    const comm = this.#open.get(id);
    if (type === "comm_open") await this.#accept(id, target, data);
    // Comms of an earlier kernel stay open: closing one would remove its output from the page.
    else if (comm === undefined) return;
    else if (type === "comm_msg") for (const listener of comm.messageListeners) await listener(data);
    else {
      this.forget(comm);
      for (const listener of comm.closeListeners) listener(data);
    }
  }

  /** The protocol requires that a comm without a handler is closed. */
  async #accept(id: string, target: string, data: JsonObject): Promise<void> {
    this.#asked.add(target);
    const take = this.#targets.get(target);
    if (take === undefined) return this.publish("comm_close", { comm_id: id, data: {} });
    const comm = new OpenComm(this, id, target, this.#contexts.current);
    this.#open.set(id, comm);
    await take(comm, data);
  }
}

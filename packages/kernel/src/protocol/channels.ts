import { randomUUID } from "node:crypto";
import { Publisher, Reply, Router } from "zeromq";
import { type ConnectionInfo, endpoint } from "./connection.js";
import {
  type Header,
  type JsonObject,
  type Message,
  PROTOCOL_VERSION,
  type Request,
  type RequestChannel,
} from "./message.js";
import { createWire, type Wire } from "./wire.js";

/** The message that an output belongs to; `undefined` for what no client asked for. */
export type Parent = Header | undefined;

/**
 * The kernel's five sockets.
 *
 * What is sent on one channel arrives in the order it was sent, and nothing is dropped: the publisher has no
 * high-water mark and never waits (a ZeroMQ socket refuses the 513th synchronous send of a tick unless `sendTimeout`
 * is 0, which is how output gets lost), and the routers send one message at a time.
 */
export class Channels {
  readonly #info: ConnectionInfo;
  readonly #wire: Wire;
  readonly #session: string = randomUUID();
  readonly #iopub: Publisher = new Publisher({ sendHighWaterMark: 0, sendTimeout: 0, linger: 2000 });
  readonly #heartbeat: Reply = new Reply({ linger: 0 });
  readonly #routers: Record<RequestChannel, Router> = { shell: router(), control: router(), stdin: router() };
  readonly #lastSend: Record<RequestChannel, Promise<void>> = {
    shell: Promise.resolve(),
    control: Promise.resolve(),
    stdin: Promise.resolve(),
  };
  readonly #onFault: (fault: string) => void;

  /** `onFault` hears of frames that were dropped and sends that failed; neither stops the kernel. */
  constructor(info: ConnectionInfo, onFault: (fault: string) => void) {
    this.#info = info;
    this.#wire = createWire(info.key);
    this.#onFault = onFault;
  }

  /** Binds every socket and starts to echo heartbeats. */
  async bind(): Promise<void> {
    const { shell, control, stdin } = this.#routers;
    const at = (port: number): string => endpoint(this.#info, port);
    await Promise.all([
      this.#iopub.bind(at(this.#info.iopub_port)),
      shell.bind(at(this.#info.shell_port)),
      control.bind(at(this.#info.control_port)),
      stdin.bind(at(this.#info.stdin_port)),
      this.#heartbeat.bind(at(this.#info.hb_port)),
    ]);
    this.#echo().catch((error: unknown) => this.#onFault(`heartbeat: ${error}`));
  }

  /** The requests of one channel, in order of arrival. Frames that are no message are dropped. */
  async *requests(channel: RequestChannel): AsyncGenerator<Request> {
    for await (const frames of this.#routers[channel]) {
      const decoded = this.#wire.decode(frames);
      if (decoded.ok) yield { channel, identities: decoded.identities, message: decoded.message };
      else this.#onFault(`dropped a message on ${channel}: ${decoded.reason}`);
    }
  }

  /** Publishes to every client. Synchronous, so that output stays in order with the code that made it. */
  publish(type: string, content: JsonObject, parent: Parent, metadata: JsonObject = {}): void {
    const frames = this.#wire.encode([Buffer.from(type)], this.#message(type, content, parent, metadata));
    this.#iopub.send(frames).catch((error: unknown) => this.#onFault(`lost a ${type}: ${error}`));
  }

  /** Sends to the one client that asked. Resolves when the message has been handed to the network. */
  send(
    request: Request,
    type: string,
    content: JsonObject,
    channel: RequestChannel = request.channel,
  ): Promise<void> {
    const message = this.#message(type, content, request.message.header);
    const frames = this.#wire.encode(request.identities, message);
    const sent = this.#lastSend[channel]
      .then(() => this.#routers[channel].send(frames))
      .catch((error: unknown) => this.#onFault(`lost a ${type}: ${error}`));
    this.#lastSend[channel] = sent;
    return sent;
  }

  /** Waits for what is being sent, then closes the sockets; what they still hold is delivered within their linger time. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#lastSend));
    for (const socket of [this.#iopub, this.#heartbeat, ...Object.values(this.#routers)]) socket.close();
  }

  async #echo(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  #message(type: string, content: JsonObject, parent: Parent, metadata: JsonObject = {}): Message {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    return { header, parent_header: parent ?? {}, metadata, content, buffers: [] };
  }
}

function router(): Router {
  return new Router({ linger: 1000, sendHighWaterMark: 0, sendTimeout: 1000 });
}

import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { endpoint } from "../protocol/connection.js";
import { type Header, type JsonObject, type Message, PROTOCOL_VERSION } from "../protocol/message.js";
import { createWire, type Wire } from "../protocol/wire.js";
import { KernelDiedError } from "./kernel-died-error.js";
import type { KernelProcess } from "./kernel-process.js";

/** Hears every message that the kernel publishes in answer to one request, also what comes after its reply. */
export type OutputListener = (message: Message) => void;

interface Pending {
  readonly settle: (reply: JsonObject) => void;
  /** The reply; a message that is not answered has an empty one from the start. */
  reply?: JsonObject;
  isIdle?: boolean;
}

const START_PATIENCE_MILLISECONDS = 60_000;
const END_PATIENCE_MILLISECONDS = 3_000;

/** A client of one kernel process: what Jupyter is to a kernel, in so far as a runner needs it. */
export class KernelClient {
  /** By this the kernel knows the client, on whichever channel. */
  readonly identity: string = randomUUID();
  readonly #kernel: KernelProcess;
  readonly #wire: Wire;
  readonly #shell: Dealer = new Dealer({ linger: 0, routingId: this.identity });
  readonly #control: Dealer = new Dealer({ linger: 0 });
  readonly #iopub: Subscriber = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #pending = new Map<string, Pending>();
  /** What a timer prints belongs to the cell that set it, long after that cell has been answered. */
  readonly #listeners = new Map<string, OutputListener>();

  private constructor(kernel: KernelProcess) {
    this.#kernel = kernel;
    this.#wire = createWire(kernel.connection.key);
    const { connection } = kernel;
    this.#iopub.connect(endpoint(connection, connection.iopub_port));
    this.#iopub.subscribe();
    this.#shell.connect(endpoint(connection, connection.shell_port));
    this.#control.connect(endpoint(connection, connection.control_port));
    void this.#listen(this.#shell);
    void this.#listen(this.#control);
    void this.#listen(this.#iopub);
  }

  /** Connects to a kernel that is starting. Resolves when it has answered and its outputs are heard. */
  static async connect(kernel: KernelProcess): Promise<KernelClient> {
    const client = new KernelClient(kernel);
    const giveUp = Date.now() + START_PATIENCE_MILLISECONDS;
    // A subscription takes effect some time after it is made: ask until an answer's outputs are heard as well.
    while (Date.now() < giveUp) {
      const heard = client.request("kernel_info_request", {}).then(() => true);
      if (await Promise.race([heard, delay(500, false)])) return client;
    }
    kernel.signal("SIGKILL");
    throw new KernelDiedError(
      "The kernel did not reply within a minute and was stopped.",
      kernel.lastWords(),
    );
  }

  /** Sends a request on the shell channel. Resolves to its reply once the kernel is idle again and all outputs are in. */
  request(type: string, content: JsonObject, onOutput: OutputListener = () => {}): Promise<JsonObject> {
    return this.#send(this.#shell, type, content, onOutput);
  }

  /** Sends a message that has no reply, such as a `comm_msg`. Resolves when the kernel has dealt with it. */
  async tell(type: string, content: JsonObject, onOutput: OutputListener = () => {}): Promise<void> {
    await this.#send(this.#shell, type, content, onOutput, {});
  }

  /** Interrupts what runs, as the button does in Jupyter. */
  interrupt(): void {
    this.#kernel.signal("SIGINT");
  }

  /** Asks the kernel to end, and ends it if it does not. Resolves when the process is gone. */
  async close(): Promise<void> {
    this.#send(this.#control, "shutdown_request", { restart: false }, () => {}).catch(() => {});
    const gone = await Promise.race([
      this.#kernel.ended,
      delay(END_PATIENCE_MILLISECONDS, undefined, { ref: false }),
    ]);
    if (gone === undefined) this.#kernel.signal("SIGKILL");
    await this.#kernel.ended;
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  async #send(
    socket: Dealer,
    type: string,
    content: JsonObject,
    onOutput: OutputListener,
    reply?: JsonObject,
  ): Promise<JsonObject> {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.identity,
      username: "runner",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    this.#listeners.set(header.msg_id, onOutput);
    const answered = new Promise<JsonObject>((settle) => {
      this.#pending.set(header.msg_id, {
        settle,
        ...(reply === undefined ? {} : { reply }),
      });
    });
    const message = { header, parent_header: {}, metadata: {}, content, buffers: [] };
    await socket.send(this.#wire.encode([], message));
    const died = this.#kernel.ended.then((exit) => {
      throw new KernelDiedError(
        `The kernel process ended (${exit}) before it replied.`,
        this.#kernel.lastWords(),
      );
    });
    return await Promise.race([answered, died]);
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const decoded = this.#wire.decode(frames);
      if (decoded.ok) this.#take(decoded.message, socket === this.#iopub);
    }
  }

  #take(message: Message, isOutput: boolean): void {
    const id = (message.parent_header as Partial<Header>).msg_id ?? "";
    const { msg_type: type } = message.header;
    if (isOutput && type !== "status") this.#listeners.get(id)?.(message);
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (!isOutput) pending.reply = message.content;
    else if (type === "status" && message.content["execution_state"] === "idle") pending.isIdle = true;
    if (pending.reply === undefined || pending.isIdle !== true) return;
    this.#pending.delete(id);
    pending.settle(pending.reply);
  }
}

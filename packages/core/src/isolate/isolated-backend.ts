import type { Backend, BackendInfo, KernelRequest, Support } from "../backend/backend.js";
import type { Declarations } from "../backend/deviations.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { WorkerLostError } from "../errors/worker-lost-error.js";
import { WorkersHungError } from "../errors/workers-hung-error.js";
import { later } from "../host/host.js";
import type { Tensor } from "../tensor/tensor.js";
import { type Connection, connect, type Plan } from "./connection.js";
import type { FromWorker } from "./messages.js";
import { unpackAnswer } from "./packed-answer.js";
import { unpackError } from "./packed-error.js";
import { UnsupportedMemory } from "./unsupported-memory.js";

/** How patient an isolated backend is. */
export interface Patience {
  readonly timeout: number;
  readonly retries: number;
  readonly onRestart: ((reason: string) => void) | undefined;
}

/** A call on its way through the worker. */
interface Job {
  readonly request: KernelRequest;
  readonly resolve: (answer: Tensor[]) => void;
  readonly reject: (error: unknown) => void;
  /** How often the worker was lost with it. */
  losses: number;
  callOff: (() => void) | undefined;
}

/** After a worker failed to start, calls fail at once for so long, in milliseconds, rather than start one each. */
const RESTART_PAUSE = 1000;

/** How many workers may be ending at once before no other is started: each may be a thread that hangs in a native call. */
const LINGERING_LIMIT = 4;

/** A backend that lives in a worker. See `isolate`. */
export class IsolatedBackend implements Backend {
  readonly contract = "v1";
  readonly name: string;
  readonly info: BackendInfo;
  readonly declarations?: Declarations;
  private readonly plan: Plan;
  private readonly patience: Patience;
  private connection: Connection | undefined;
  private connecting: Promise<void> | undefined;
  private startError: unknown;
  private readonly unsupported = new UnsupportedMemory();
  private readonly running = new Map<number, Job>();
  /** Calls that were in flight when a worker was lost: they run again one at a time, so that only the guilty one suffers. */
  private readonly suspects: Job[] = [];
  private alone: Job | undefined;
  private readonly waiting: Job[] = [];
  private nextId = 0;
  private lostWorkers = 0;
  private endingWorkers = 0;
  private ending: Promise<void> | undefined;
  private onIdle: (() => void) | undefined;
  private onDisposed: ((message: Extract<FromWorker, { kind: "disposed" }>) => void) | undefined;

  private constructor(plan: Plan, patience: Patience, { name, info, declarations }: Connection["greeting"]) {
    this.plan = plan;
    this.patience = patience;
    this.name = name;
    this.info = info;
    if (declarations !== undefined) this.declarations = declarations;
  }

  /** Resolves to a backend that is ready; rejects with a `BackendStartError`. */
  static async start(plan: Plan, patience: Patience): Promise<IsolatedBackend> {
    const late: { backend?: IsolatedBackend } = {};
    const connection = await connect(plan, {
      onMessage: (message) => late.backend?.receive(message),
      onLost: (reason, cause) => late.backend?.lose(reason, cause),
    });
    const backend = new IsolatedBackend(plan, patience, connection.greeting);
    late.backend = backend;
    backend.connection = connection;
    return backend;
  }

  /** How many workers have been lost or ended so far. */
  get restarts(): number {
    return this.lostWorkers;
  }

  /** How many threads still run that were to end: each is inside a native call. At 4, calls reject with a `WorkersHungError`. */
  get lingering(): number {
    return this.endingWorkers;
  }

  supports(request: KernelRequest): Support {
    const reason = this.unsupported.reason(request);
    if (reason !== undefined) return { status: "unsupported", reason };
    return { status: this.info.native.includes(request.activation.name) ? "native" : "lowered" };
  }

  execute(request: KernelRequest): Promise<Tensor[]> {
    if (this.ending !== undefined) return Promise.reject(new BackendDisposedError(this.name));
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject, losses: 0, callOff: undefined });
      this.pump();
    });
  }

  /** Ends the worker and starts another, as after a crash: what is in flight is run again or fails. */
  async restart(reason = "It was restarted."): Promise<void> {
    this.lose(reason);
    await this.connecting;
  }

  dispose(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  /** Sends what may be sent now. */
  private pump(): void {
    if (this.running.size + this.suspects.length + this.waiting.length === 0) {
      this.connection?.worker.hold(false);
      this.onIdle?.();
      return;
    }
    if (this.connection === undefined) {
      if (this.connecting === undefined) this.reconnect();
      return;
    }
    if (this.alone !== undefined) return;
    if (this.suspects.length > 0) {
      if (this.running.size > 0) return;
      this.alone = this.suspects.shift() as Job;
      this.send(this.connection, this.alone);
      return;
    }
    for (const job of this.waiting.splice(0)) this.send(this.connection, job);
  }

  private send({ worker, known }: Connection, job: Job): void {
    const { request, reject } = job;
    if (request.signal?.aborted === true) {
      this.forget(job);
      reject(request.signal.reason);
      this.pump();
      return;
    }
    const id = this.nextId++;
    try {
      const packed = known.pack(request);
      worker.post(
        { kind: "run", id, request: packed },
        packed.inputs.map(({ data }) => data.buffer),
      );
      known.sent(request, packed);
    } catch (error) {
      this.forget(job);
      reject(error);
      this.pump();
      return;
    }
    worker.hold(true);
    this.running.set(id, job);
  }

  private receive(message: FromWorker): void {
    if (message.kind === "disposed") this.onDisposed?.(message);
    if (message.kind !== "begun" && message.kind !== "answer" && message.kind !== "error") return;
    const job = this.running.get(message.id);
    // An answer that comes twice is answered for already.
    if (job === undefined) return;
    if (message.kind === "begun") {
      job.callOff = later(this.patience.timeout, () => this.hang(message.id, job));
      return;
    }
    this.forget(job);
    this.running.delete(message.id);
    const { signal } = job.request;
    // Nobody waits any more: what was to be filled belongs to the caller again.
    if (signal?.aborted === true) job.reject(signal.reason);
    else if (message.kind === "answer") job.resolve(unpackAnswer(job.request, message.results));
    else {
      const { reasons } = message.error;
      if (reasons !== undefined)
        this.unsupported.add(job.request, reasons.map(({ reason }) => reason).join("; "));
      job.reject(unpackError(message.error, job.request.activation.name));
    }
    this.pump();
  }

  private forget(job: Job): void {
    job.callOff?.();
    if (this.alone === job) this.alone = undefined;
  }

  /** The worker has begun a call and not answered it: nothing else can be told to it, so it is ended. */
  private hang(id: number, job: Job): void {
    const { timeout } = this.patience;
    this.running.delete(id);
    this.forget(job);
    const what = `${job.request.activation.name} on the isolated backend "${this.name}"`;
    job.reject(new TimeoutError(what, timeout, "Its worker was replaced. Raise timeout in isolate()."));
    this.lose(`A call took longer than ${timeout} ms.`);
  }

  private lose(reason: string, cause?: unknown): void {
    if (this.connection === undefined) return;
    void this.retire(this.connection);
    this.connection = undefined;
    this.lostWorkers++;
    const jobs = [...this.running.values()];
    this.running.clear();
    for (const job of jobs) {
      this.forget(job);
      job.losses++;
      if (job.losses <= this.patience.retries) this.suspects.push(job);
      else job.reject(new WorkerLostError(this.name, reason, cause));
    }
    if (this.ending === undefined) this.reconnect();
    else {
      this.abandon(new WorkerLostError(this.name, reason, cause));
      this.onDisposed?.({ kind: "disposed", error: undefined });
    }
    this.patience.onRestart?.(reason);
  }

  private retire({ worker }: Connection): Promise<void> {
    this.endingWorkers++;
    return worker.end().then(() => {
      this.endingWorkers--;
    });
  }

  private reconnect(): void {
    const isFull = this.endingWorkers >= LINGERING_LIMIT;
    const refusal = isFull ? new WorkersHungError(this.name, LINGERING_LIMIT) : this.startError;
    if (refusal !== undefined) {
      this.abandon(refusal);
      return;
    }
    const events = {
      onMessage: (message: FromWorker) => this.receive(message),
      onLost: (reason: string, cause?: unknown) => this.lose(reason, cause),
    };
    this.connecting = connect(this.plan, events).then(
      (connection) => {
        this.connecting = undefined;
        this.connection = connection;
        this.pump();
      },
      (error: unknown) => {
        this.connecting = undefined;
        this.startError = error;
        later(RESTART_PAUSE, () => {
          this.startError = undefined;
        });
        this.abandon(error);
      },
    );
  }

  /** Fails every call that has not been answered. */
  private abandon(error: unknown): void {
    const jobs = [...this.suspects.splice(0), ...this.waiting.splice(0)];
    for (const { reject } of jobs) reject(error);
    this.onIdle?.();
  }

  private async end(): Promise<void> {
    if (this.running.size + this.suspects.length + this.waiting.length > 0) {
      await new Promise<void>((resolve) => {
        this.onIdle = resolve;
      });
    }
    await this.connecting;
    const { connection } = this;
    if (connection === undefined) return;
    const message = await new Promise<Extract<FromWorker, { kind: "disposed" }> | undefined>((resolve) => {
      const callOff = later(this.patience.timeout, () => resolve(undefined));
      this.onDisposed = (told) => {
        callOff();
        resolve(told);
      };
      connection.worker.hold(true);
      connection.worker.post({ kind: "dispose" }, []);
    });
    this.connection = undefined;
    const ended = this.retire(connection);
    if (message !== undefined) {
      connection.worker.hold(true);
      await ended;
    }
    if (message?.error !== undefined) throw unpackError(message.error, "");
  }
}

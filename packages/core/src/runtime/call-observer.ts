import type { Backend, Explanation, KernelRequest } from "../backend/backend.js";
import { now } from "../host/host.js";
import { type CallInfo, callInfo, type Listeners } from "./events.js";

/** The event `end`. It asks the backend for an explanation when that is read: asking takes longer than many a call. */
class CallEnd {
  readonly call: CallInfo;
  readonly backend: string;
  readonly ms: number;
  readonly #by: Backend;
  readonly #request: KernelRequest;

  constructor(call: CallInfo, backend: string, ms: number, by: Backend, request: KernelRequest) {
    this.call = call;
    this.backend = backend;
    this.ms = ms;
    this.#by = by;
    this.#request = request;
  }

  get explanation(): Explanation | undefined {
    return this.#by.explain?.(this.#request);
  }
}

/** Reports the start and the end of one call to listeners. */
export class CallObserver {
  private readonly request: KernelRequest;
  private readonly call: CallInfo;
  private readonly start: number;
  private readonly listeners: Listeners;

  constructor(request: KernelRequest, sync: boolean, listeners: Listeners) {
    this.request = request;
    this.listeners = listeners;
    this.call = callInfo(request, sync);
    listeners.tell("start", () => ({ call: this.call }));
    this.start = now();
  }

  end(by: Backend): void {
    const ms = now() - this.start;
    const { call, request } = this;
    const backend = by.name;
    this.listeners.tell("answer", () => ({ activation: call.activation, pass: call.pass, backend }));
    this.listeners.tell("end", () => new CallEnd(call, backend, ms, by, request));
  }

  error(error: unknown): void {
    const ms = now() - this.start;
    this.listeners.tell("error", () => ({ call: this.call, error, ms }));
  }
}

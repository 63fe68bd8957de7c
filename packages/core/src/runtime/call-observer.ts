import type { Backend, KernelRequest } from "../backend/backend.js";
import { now } from "../host/host.js";
import { type CallInfo, callInfo, type Listeners } from "./events.js";

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
    this.listeners.tell("end", () => ({
      call,
      backend,
      ms,
      // Asking costs the backend more than the rest of the event: only for those who read it.
      get explanation() {
        return by.explain?.(request);
      },
    }));
  }

  error(error: unknown): void {
    const ms = now() - this.start;
    this.listeners.tell("error", () => ({ call: this.call, error, ms }));
  }
}

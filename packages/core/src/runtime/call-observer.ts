import type { Backend, KernelRequest } from "../backend/backend.js";
import { now } from "../host/host.js";
import { type CallInfo, callInfo, type Listeners } from "./events.js";
import type { StatsRecorder } from "./stats.js";

/** Reports the start and the end of one call to listeners and to the statistics. */
export class CallObserver {
  private readonly request: KernelRequest;
  private readonly call: CallInfo;
  private readonly start: number;
  private readonly listeners: Listeners;
  private readonly stats: StatsRecorder | undefined;

  constructor(request: KernelRequest, sync: boolean, listeners: Listeners, stats: StatsRecorder | undefined) {
    this.request = request;
    this.listeners = listeners;
    this.stats = stats;
    this.call = callInfo(request, sync);
    listeners.tell("start", () => ({ call: this.call }));
    this.start = now();
  }

  end(by: Backend): void {
    const ms = now() - this.start;
    const { call } = this;
    const backend = by.name;
    this.stats?.answer(call, backend, ms);
    this.listeners.tell("answer", () => ({ activation: call.activation, pass: call.pass, backend }));
    this.listeners.tell("end", () => {
      const explanation = by.explain?.(this.request);
      return explanation === undefined ? { call, backend, ms } : { call, backend, ms, explanation };
    });
  }

  error(error: unknown): void {
    const ms = now() - this.start;
    this.stats?.failure(error);
    this.listeners.tell("error", () => ({ call: this.call, error, ms }));
  }
}

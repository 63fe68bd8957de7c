import type { Backend, Explanation, KernelRequest, Pass, Precision } from "../backend/backend.js";
import { ConfigError } from "../errors/config-error.js";
import { list } from "../errors/print.js";
import { builtin, throwApart } from "../host/host.js";
import type { DType } from "../tensor/dtype.js";

/** A call, as events tell of it. The same object in all events of one call. */
export interface CallInfo {
  readonly activation: string;
  readonly pass: Pass;
  readonly precision: Precision;
  readonly dtype: DType;
  /** The number of elements of x. */
  readonly elements: number;
  readonly sync: boolean;
}

/** The events of a runtime, and of the channels of `node:diagnostics_channel` called `actfn:` and the event's name. */
export interface RuntimeEvents {
  /** A call has been checked and begins: an `end` or an `error` will follow. A call that is refused before, for its options or because its signal has fired already, emits no event. */
  readonly start: { readonly call: CallInfo };
  /**
   * A call has returned its result, from `backend`, `ms` milliseconds after it began. `explanation` says in which
   * arithmetic, and why, if the backend explains; the backend is asked when it is read.
   */
  readonly end: {
    readonly call: CallInfo;
    readonly backend: string;
    readonly ms: number;
    readonly explanation?: Explanation | undefined;
  };
  /** A call has failed, `ms` milliseconds after it began. */
  readonly error: { readonly call: CallInfo; readonly error: unknown; readonly ms: number };
  /** A backend has executed a call. */
  readonly answer: { readonly activation: string; readonly pass: Pass; readonly backend: string };
  /** A backend does not execute a call (it does not support it, failed, or its circuit is open), and the next one is asked. */
  readonly fallback: {
    readonly activation: string;
    readonly pass: Pass;
    readonly backend: string;
    readonly reason: string;
    /** What it threw, where it threw. */
    readonly error?: unknown;
  };
  /** The backend list was replaced. */
  readonly swap: { readonly from: readonly Backend[]; readonly to: readonly Backend[] };
  /** A swap failed and the runtime keeps its backends; `error` is what `use` rejects with. */
  readonly swapFailed: { readonly kept: readonly Backend[]; readonly error: unknown };
  /** A backend that has left, or that was made for a swap which failed, has been disposed of; `error` is what its dispose threw. */
  readonly dispose: { readonly backend: string; readonly error?: unknown };
  /** A circuit breaker has changed. */
  readonly circuit: { readonly backend: string; readonly state: "open" | "half-open" | "closed" };
  /** The result of a shadow or a canary differs from that of the backend that it was compared with, or it has failed. */
  readonly mismatch: Mismatch;
  /** A canary has begun, taken a step, been promoted or been rolled back. */
  readonly canary: {
    readonly backend: string;
    readonly state: "started" | "step" | "promoted" | "rolledBack";
    /** The part of the calls that it executes from now on. */
    readonly share: number;
    readonly reason?: string;
  };
}

/** A comparison that failed. */
export interface Mismatch {
  readonly activation: string;
  readonly pass: Pass;
  /** The backend whose result the caller got. */
  readonly backend: string;
  /** The backend that was compared with it. */
  readonly against: string;
  /** The worst deviation in units in the last place; infinite if one is NaN and the other not, or a result is missing. */
  readonly ulp: number;
  /** Where the deviation is worst: which result, which element, and the two numbers. */
  readonly at?: {
    readonly result: number;
    readonly element: number;
    readonly answered: number;
    readonly other: number;
  };
  /** What the compared backend threw, where it threw. */
  readonly error?: unknown;
}

/** The name of an event. */
export type EventName = keyof RuntimeEvents;

/** Called with what happened. What it throws does not reach any caller: it is thrown apart, as an uncaught error. */
export type Listener<E extends EventName> = (event: RuntimeEvents[E]) => void;

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

const names: readonly EventName[] = [
  "start",
  "end",
  "error",
  "answer",
  "fallback",
  "swap",
  "swapFailed",
  "dispose",
  "circuit",
  "mismatch",
  "canary",
];

const diagnostics = builtin<{ channel(name: string): Channel }>("node:diagnostics_channel");
const channels = new Map<EventName, Channel>(
  diagnostics === undefined ? [] : names.map((name) => [name, diagnostics.channel(`actfn:${name}`)]),
);
const silent: Channel = { hasSubscribers: false, publish: () => {} };
const perCall: readonly EventName[] = ["start", "end", "error", "answer"];
const [started, ended, failed, answered] = perCall.map((name) => channels.get(name) ?? silent) as [
  Channel,
  Channel,
  Channel,
  Channel,
];

/** The listeners of one runtime, and the process's diagnostics channels. Nothing is built or called where nobody listens. */
export class Listeners {
  private readonly byEvent: { [E in EventName]?: Set<Listener<E>> } = {};
  /** How many listen to the events of every call. */
  private watching = 0;

  add<E extends EventName>(event: E, listener: Listener<E>): () => void {
    if (!names.includes(event)) throw new ConfigError("on", "event", event, `one of ${list(names)}`);
    if (typeof listener !== "function") throw new ConfigError("on", "listener", listener, "a function");
    const own: Listener<E> = (happened) => listener(happened);
    const all = (this.byEvent[event] ?? new Set()) as Set<Listener<E>>;
    (this.byEvent as Record<E, Set<Listener<E>>>)[event] = all;
    all.add(own);
    const each = perCall.includes(event) ? 1 : 0;
    this.watching += each;
    return () => {
      if (all.delete(own)) this.watching -= each;
    };
  }

  /** Whether anybody listens to an event of every call: `start`, `answer`, `end` or `error`. */
  watched(): boolean {
    return (
      this.watching > 0 ||
      started.hasSubscribers ||
      ended.hasSubscribers ||
      failed.hasSubscribers ||
      answered.hasSubscribers
    );
  }

  tell<E extends EventName>(event: E, describe: () => RuntimeEvents[E]): void {
    const all = this.byEvent[event];
    const channel = channels.get(event);
    const heard = all !== undefined && all.size > 0;
    if (!heard && channel?.hasSubscribers !== true) return;
    const happened = describe();
    channel?.publish(happened);
    if (!heard) return;
    for (const listener of all) {
      try {
        listener(happened);
      } catch (error) {
        throwApart(error);
      }
    }
  }
}

/** What events tell of a request. */
export function callInfo(request: KernelRequest, sync: boolean): CallInfo {
  const { activation, pass, precision, dtype, inputs } = request;
  return {
    activation: activation.name,
    pass,
    precision,
    dtype,
    elements: inputs[0]?.data.length ?? 0,
    sync,
  };
}

import type { Backend, KernelRequest } from "../backend/backend.js";
import { resultOf } from "../request/result.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BackendList } from "./backend-list.js";
import { CallObserver } from "./call-observer.js";
import { Deadline } from "./deadline.js";
import type { Dispatcher } from "./dispatch.js";
import type { Listeners } from "./events.js";
import type { Call, Interceptor, ListInterceptor, PolicyParts } from "./policy.js";

/** Where calls go: read anew by each, so that a swap reaches all later ones at once. */
export interface Traffic {
  readonly current: BackendList;
  readonly interceptor: ListInterceptor | undefined;
  /** Told of every call that may wait before it gets to a list, when it is accepted and when it has come to its end. */
  accept(): void;
  settle(): void;
}

/** What lies between a caller and the backends. */
export interface Surroundings {
  readonly listeners: Listeners;
  readonly dispatcher: Dispatcher;
  readonly policies: readonly PolicyParts[];
}

type Handler<R> = (call: Call) => R;
type Surrounding<R> = (call: Call, next: Handler<R>) => R;

/** Takes a checked request to its result. A call that nothing surrounds goes straight to the dispatcher. */
export class CallPath {
  private readonly listeners: Listeners;
  private readonly dispatcher: Dispatcher;
  private readonly traffic: Traffic;
  private readonly handle: Handler<Promise<Tensor[]>>;
  private readonly handleSync: Handler<Tensor[]>;
  /** Whether no policy surrounds calls that wait, and calls that do not. */
  private readonly isBare: boolean;
  private readonly isBareSync: boolean;

  constructor({ listeners, dispatcher, policies }: Surroundings, traffic: Traffic) {
    this.listeners = listeners;
    this.dispatcher = dispatcher;
    this.traffic = traffic;
    const calls = policies.flatMap(({ aroundCall }) => aroundCall ?? []);
    const lists = policies.flatMap(({ aroundList }) => aroundList ?? []);
    const inList = surround(asyncOf(lists), (call) => dispatcher.run(traffic.current, call.request, call));
    const inListSync = surround(syncOf(lists), (call) =>
      dispatcher.runSync(traffic.current, call.request, call),
    );
    this.handle = surround(asyncOf(calls), (call) =>
      traffic.interceptor === undefined ? inList(call) : traffic.interceptor.run(call, inList),
    );
    this.handleSync = surround(syncOf(calls), (call) =>
      traffic.interceptor === undefined ? inListSync(call) : traffic.interceptor.runSync(call, inListSync),
    );
    const all = [...calls, ...lists];
    this.isBare = asyncOf(all).length === 0;
    this.isBareSync = syncOf(all).length === 0;
  }

  /** Returns the result in the form of x. `timeout` is in milliseconds. */
  run(request: KernelRequest, x: unknown, timeout: number | undefined): Promise<unknown> {
    const isBare = this.isBare && timeout === undefined && request.signal === undefined;
    return isBare && this.isUnwatched() ? this.bare(request, x) : this.surrounded(request, x, timeout);
  }

  runSync(request: KernelRequest, x: unknown): unknown {
    request.signal?.throwIfAborted();
    if (this.isBareSync && this.isUnwatched()) {
      return resultOf(request, x, this.dispatcher.runSync(this.traffic.current, request));
    }
    const observer = this.observe(request, true);
    const call: Call = { request, timeout: undefined, backend: undefined };
    try {
      const results = this.handleSync(call);
      observer?.end(call.backend as Backend);
      return resultOf(request, x, results);
    } catch (error) {
      observer?.error(error);
      throw error;
    }
  }

  private isUnwatched(): boolean {
    return this.traffic.interceptor === undefined && !this.listeners.watched();
  }

  private observe(request: KernelRequest, sync: boolean): CallObserver | undefined {
    return this.listeners.watched() ? new CallObserver(request, sync, this.listeners) : undefined;
  }

  private async bare(request: KernelRequest, x: unknown): Promise<unknown> {
    return resultOf(request, x, await this.dispatcher.run(this.traffic.current, request));
  }

  private async surrounded(given: KernelRequest, x: unknown, timeout: number | undefined): Promise<unknown> {
    const { signal } = given;
    const deadline =
      signal === undefined && timeout === undefined
        ? undefined
        : new Deadline(`The call of ${given.activation.name}`, timeout, signal);
    const request = deadline === undefined ? given : { ...given, signal: deadline.signal };
    const observer = this.observe(request, false);
    const call: Call = { request, timeout, backend: undefined };
    this.traffic.accept();
    try {
      const work = this.handle(call);
      const results = await (deadline === undefined ? work : deadline.race(work));
      observer?.end(call.backend as Backend);
      return resultOf(request, x, results);
    } catch (error) {
      observer?.error(error);
      throw error;
    } finally {
      deadline?.release();
      this.traffic.settle();
    }
  }
}

function asyncOf(interceptors: readonly Interceptor[]): Surrounding<Promise<Tensor[]>>[] {
  return interceptors.flatMap((one) => one.run?.bind(one) ?? []);
}

function syncOf(interceptors: readonly Interceptor[]): Surrounding<Tensor[]>[] {
  return interceptors.flatMap((one) => one.runSync?.bind(one) ?? []);
}

/** The first surrounds all others. */
function surround<R>(all: readonly Surrounding<R>[], last: Handler<R>): Handler<R> {
  return all.reduceRight<Handler<R>>((next, one) => (call) => one(call, next), last);
}

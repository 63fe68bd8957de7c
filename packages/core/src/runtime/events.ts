import type { Backend, Pass } from "../backend.js";

/** What a runtime tells its listeners. */
export interface RuntimeEvents {
  /** A backend has answered a call. */
  readonly answer: { readonly activation: string; readonly pass: Pass; readonly backend: string };
  /** A backend does not support a call, and the next one is asked. */
  readonly fallback: {
    readonly activation: string;
    readonly pass: Pass;
    readonly backend: string;
    readonly reason: string;
  };
  /** The list of backends has been replaced. */
  readonly swap: { readonly from: readonly Backend[]; readonly to: readonly Backend[] };
}

/** Called with what happened. An error that it throws reaches the caller whose call was being told of. */
export type Listener<E extends keyof RuntimeEvents> = (event: RuntimeEvents[E]) => void;

/** The listeners of one runtime. Nothing is built or called where nobody listens. */
export class Listeners {
  private readonly byEvent: { [E in keyof RuntimeEvents]?: Set<Listener<E>> } = {};

  add<E extends keyof RuntimeEvents>(event: E, listener: Listener<E>): () => void {
    const own: Listener<E> = (happened) => listener(happened);
    const all = (this.byEvent[event] ?? new Set()) as Set<Listener<E>>;
    (this.byEvent as Record<E, Set<Listener<E>>>)[event] = all;
    all.add(own);
    return () => {
      all.delete(own);
    };
  }

  tell<E extends keyof RuntimeEvents>(event: E, describe: () => RuntimeEvents[E]): void {
    const all = this.byEvent[event];
    if (all === undefined || all.size === 0) return;
    const happened = describe();
    for (const listener of all) listener(happened);
  }
}

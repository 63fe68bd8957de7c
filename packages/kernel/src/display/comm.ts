import type { JsonObject } from "../protocol/message.js";

/**
 * A line of its own between something in the kernel and its other half in the front end, such as a slider and what it
 * sets. Jupyter calls it a comm. Either side may open it, speak, and close it.
 */
export interface Comm {
  /** The same on both sides. */
  readonly id: string;
  /** What the other side was asked to be: the name under which it has registered. */
  readonly target: string;
  readonly isClosed: boolean;
  /** Says something to the other side. On a closed comm nothing is sent. */
  send(data: JsonObject, metadata?: JsonObject): void;
  /** Ends the comm on both sides. */
  close(data?: JsonObject): void;
  /**
   * Calls `listener` with whatever the other side says. A listener may be async; the front end is told that the kernel
   * is busy until it has ended, and what it prints appears below the cell that opened the comm.
   */
  onMessage(listener: (data: JsonObject) => void | Promise<void>): void;
  /** Calls `listener` when the other side closes the comm. */
  onClose(listener: (data: JsonObject) => void): void;
}

/** Takes a comm that the front end opens, with what it says first. */
export type CommListener = (comm: Comm, data: JsonObject) => void | Promise<void>;

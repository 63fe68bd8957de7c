import type { Comm } from "../display/comm.js";
import type { FrontEnd } from "../display/front-end.js";
import { isObject } from "../protocol/comm.js";
import type { Json, JsonObject } from "../protocol/message.js";
import { CONTROL_TARGET, classState, WIDGET_METADATA, WIDGET_TARGET, type WidgetName } from "./protocol.js";

type ChangeListener = (changed: JsonObject) => void | Promise<void>;

/** The widgets that have an open comm, for front ends that come later. */
const living = new Map<string, WidgetModel>();

/** A state that the kernel and the front end hold in common: what one side sets, the other hears of. */
export class WidgetModel {
  readonly #comm: Comm;
  readonly #listeners: ChangeListener[] = [];
  #state: JsonObject;

  /** Makes the widget known to the front end. Other widgets in `state` are given by their `reference`. */
  constructor(frontEnd: FrontEnd, name: WidgetName, state: JsonObject = {}) {
    this.#state = { ...classState(name), ...state };
    this.#comm = frontEnd.openComm(WIDGET_TARGET, { state: this.#state, buffer_paths: [] }, WIDGET_METADATA);
    this.#comm.onMessage((data) => this.#take(data));
    this.#comm.onClose(() => living.delete(this.id));
    living.set(this.id, this);
  }

  get id(): string {
    return this.#comm.id;
  }

  /** How the state of another widget names this one. */
  get reference(): string {
    return `IPY_MODEL_${this.id}`;
  }

  get(key: string): Json | undefined {
    return this.#state[key];
  }

  /** Changes a part of the state, in the front end as well. */
  set(patch: JsonObject): void {
    this.#state = { ...this.#state, ...patch };
    this.#comm.send({ method: "update", state: patch, buffer_paths: [] });
  }

  /** Calls `listener` with what the front end has changed. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** The whole state, as a front end asks for it. */
  toJson(): JsonObject {
    const { _model_module, _model_module_version, _model_name } = this.#state;
    return {
      model_module: _model_module,
      model_module_version: _model_module_version,
      model_name: _model_name,
      state: this.#state,
    };
  }

  async #take(data: JsonObject): Promise<void> {
    const { method, state } = data;
    if (method === "request_state") {
      this.#comm.send({ method: "update", state: this.#state, buffer_paths: [] });
    } else if (method === "update" && isObject(state)) {
      this.#state = { ...this.#state, ...state };
      // Other windows on this notebook hear of the change by the echo; the one that made it knows it for its own.
      this.#comm.send({ method: "echo_update", state, buffer_paths: [] });
      for (const listener of this.#listeners) await listener(state);
    }
  }
}

/** Answers front ends that ask for all widgets at once. */
export function serveWidgetStates(frontEnd: FrontEnd): void {
  frontEnd.onComm(CONTROL_TARGET, (comm) => {
    comm.onMessage(({ method }) => {
      if (method !== "request_states") return;
      const states = Object.fromEntries([...living.values()].map((widget) => [widget.id, widget.toJson()]));
      comm.send({ method: "update_states", states, buffer_paths: [] });
    });
  });
}

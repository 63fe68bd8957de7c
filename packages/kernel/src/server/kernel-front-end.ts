import type { Checking } from "../cells/diagnostics.js";
import type { FrontEnd } from "../display/front-end.js";
import type { Channels } from "../protocol/channels.js";
import { CONTROL_TARGET, WIDGET_TARGET } from "../widget/protocol.js";
import type { CellContexts } from "./cell-context.js";
import type { Comms } from "./comms.js";
import type { Input } from "./input.js";
import type { Streams } from "./streams.js";

/** The parts that the front end of cells uses. */
export interface FrontEndParts {
  readonly channels: Channels;
  readonly contexts: CellContexts;
  readonly streams: Streams;
  readonly input: Input;
  readonly comms: Comms;
  readonly checking: Checking;
}

/** The front end of cells. Each call is published below the cell that makes it, after its printed output. */
export function createFrontEnd(parts: FrontEndParts): FrontEnd {
  const { channels, contexts, streams, input, comms, checking } = parts;
  const never = new AbortController().signal;
  const publish: Channels["publish"] = (type, content, parent, metadata) => {
    streams.flush();
    channels.publish(type, content, parent, metadata);
  };
  return {
    show: (data, { id, update = false, metadata = {} } = {}) => {
      const transient = id === undefined ? {} : { display_id: id };
      const type = update ? "update_display_data" : "display_data";
      publish(type, { data, metadata, transient }, contexts.current?.parent);
    },
    clear: (wait) => publish("clear_output", { wait }, contexts.current?.parent),
    broadcast: (type, content) => publish(type, content, contexts.current?.parent),
    input: (prompt, password) => input.ask(prompt, password),
    openComm: (target, data, metadata) => comms.open(target, data, metadata),
    onComm: (target, listener) => comms.register(target, listener),
    // A front end with widgets asks for the widgets of this kernel when it connects.
    get hasWidgets() {
      return comms.isAskedFor(CONTROL_TARGET) || comms.isAskedFor(WIDGET_TARGET);
    },
    checking,
    get signal() {
      return contexts.current?.controller.signal ?? never;
    },
  };
}

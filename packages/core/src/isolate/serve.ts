import { checkAnswer, isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { checkContract } from "../backend/contract.js";
import type { Definition } from "../definition/definition.js";
import { ConfigError } from "../errors/config-error.js";
import { list } from "../errors/print.js";
import { Tensor } from "../tensor/tensor.js";
import type { FromWorker, PackedRequest, PackedTensor, ToWorker } from "./messages.js";
import { unpackActivation } from "./packed-activation.js";
import { packError } from "./packed-error.js";

/** The worker's end of the line. */
export interface Port {
  post(message: FromWorker, transfer: readonly ArrayBufferLike[]): void;
}

/** Runs in the worker: starts the backend that it is told to, and executes requests on it. */
export class Service {
  private readonly port: Port;
  private readonly known = new Map<number, Definition>();
  private backend: Backend | undefined;

  constructor(port: Port) {
    this.port = port;
  }

  async receive(message: ToWorker): Promise<void> {
    if (message.kind === "start") await this.start(message);
    else if (message.kind === "run") await this.run(message.id, message.request);
    else await this.dispose();
  }

  private async start({ module, factory, options }: Extract<ToWorker, { kind: "start" }>): Promise<void> {
    try {
      const exports = (await import(
        /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ module
      )) as Record<string, unknown>;
      const make = Object.hasOwn(exports, factory) ? exports[factory] : undefined;
      if (typeof make !== "function") {
        throw new ConfigError("isolate", "factory", factory, `a function that ${module} exports`, {
          problem: `${module} exports no function "${factory}"; it exports ${list(Object.keys(exports)) || "nothing"}.`,
        });
      }
      const backend: unknown = await make(options);
      checkContract(backend);
      this.backend = backend;
      const { name, info, declarations } = backend;
      const greeting = { name, ...structuredClone({ info, ...(declarations && { declarations }) }) };
      this.port.post({ kind: "ready", ...greeting }, []);
    } catch (error) {
      this.port.post({ kind: "failed", error: packError(error) }, []);
    }
  }

  private async run(id: number, packed: PackedRequest): Promise<void> {
    this.port.post({ kind: "begun", id }, []);
    try {
      const request = this.unpack(packed);
      const backend = this.backend as Backend;
      const support = backend.supports(request);
      if (!isSupported(backend, request, support)) {
        const reasons = [{ backend: backend.name, reason: support.reason }];
        const error = { ...packError(new Error(support.reason)), reasons };
        this.port.post({ kind: "error", id, error }, []);
        return;
      }
      const answer = await backend.execute(request);
      checkAnswer(backend, request, answer);
      const results = answer.map(packResult);
      const transfer = results.map(({ data }) => data.buffer);
      this.port.post({ kind: "answer", id, results }, transfer);
    } catch (error) {
      this.port.post({ kind: "error", id, error: packError(error) }, []);
    }
  }

  private async dispose(): Promise<void> {
    try {
      await this.backend?.dispose();
      this.port.post({ kind: "disposed", error: undefined }, []);
    } catch (error) {
      this.port.post({ kind: "disposed", error: packError(error) }, []);
    }
  }

  private unpack({
    key,
    activation,
    forget,
    options,
    pass,
    precision,
    dtype,
    inputs,
    shapes,
  }: PackedRequest): KernelRequest {
    if (forget !== undefined) this.known.delete(forget);
    if (activation !== undefined) this.known.set(key, unpackActivation(activation));
    return {
      activation: this.known.get(key) as Definition,
      options: Object.freeze(options),
      pass,
      precision,
      dtype,
      inputs: inputs.map(({ shape, data }) => Tensor.of(dtype, shape, data)),
      shapes,
      outputs: shapes.map(() => undefined),
    };
  }
}

/** A copy, which can be handed over whole: the answer itself may lie in memory that the backend shares. */
function packResult({ shape, data }: Tensor): PackedTensor {
  return { shape, data: data.slice() };
}

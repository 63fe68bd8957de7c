import {
  type Backend,
  BackendDisposedError,
  type BackendInfo,
  type CacheStats,
  type CodePath,
  type Declarations,
  DTypeError,
  dtypes,
  type Explanation,
  type KernelRequest,
  type Support,
  type Tensor,
  type TensorData,
} from "@actfn/core";
import { declarations } from "./deviations/index.js";
import { GraphError } from "./errors/graph-error.js";
import { explain } from "./explain.js";
import { graphOf, isNative } from "./graph-of.js";
import { modelBytes } from "./model/graph-model.js";
import type { Engine, Session, SessionOptions, SyncSession } from "./runtime/engine.js";
import { answerOf, emptyAnswer } from "./session/answer.js";
import { narrowed, widened } from "./session/bfloat16.js";
import { blocksOf, Gathered, isBlockwise } from "./session/blocks.js";
import { type Call, callOf } from "./session/call.js";
import { SessionCache } from "./session/session-cache.js";

/** The `info` of the ONNX backend. */
export interface OnnxInfo extends BackendInfo {
  /** The requested execution providers, and the one in use. */
  readonly requestedProviders: readonly string[];
  readonly provider: string;
  readonly codePath: CodePath;
}

/** Runs activations as graphs on ONNX Runtime. Made by `onnx()`. */
export class OnnxBackend implements Backend {
  readonly contract = "v1";
  readonly name = "onnx";
  readonly info: OnnxInfo;
  readonly declarations: Declarations = declarations;
  readonly executeSync?: (request: KernelRequest) => Tensor[];
  private readonly engine: Engine;
  private readonly options: SessionOptions;
  private readonly sessions: SessionCache;
  private readonly running = new Set<Promise<unknown>>();
  private disposed: Promise<void> | undefined;

  constructor(engine: Engine, options: SessionOptions, capacity: number, info: OnnxInfo) {
    this.engine = engine;
    this.options = options;
    this.sessions = new SessionCache(capacity);
    this.info = info;
    if (engine.openSync !== undefined) this.executeSync = (request) => this.runAtOnce(request);
  }

  /** The number of open sessions, and how often a session was already open. */
  cache(): CacheStats {
    return this.sessions.stats;
  }

  supports(request: KernelRequest): Support {
    return { status: isNative(request) ? "native" : "lowered" };
  }

  explain(request: KernelRequest): Explanation {
    return explain(request);
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    if (this.engine.openSync !== undefined) return this.runAtOnce(request);
    this.check(request);
    if (isEmpty(request)) return emptyAnswer(request);
    const work = this.runLater(request);
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  dispose(): Promise<void> {
    this.disposed ??= Promise.allSettled(this.running).then(() => this.sessions.clear());
    return this.disposed;
  }

  private runAtOnce(request: KernelRequest): Tensor[] {
    this.check(request);
    if (request.dtype === "bfloat16") return narrowed(request, this.runAtOnce(widened(request)));
    if (isEmpty(request)) return emptyAnswer(request);
    const call = callOf(request);
    let session = this.sessions.findSync(call.key);
    session ??= this.sessions.addSync(call.key, () => this.openSync(request, call));
    let data: readonly TensorData[];
    try {
      data = this.computeSync(session, request, call);
    } catch (cause) {
      throw new GraphError(request.activation.name, "run", this.info.runtime, cause);
    }
    return answerOf(request, data);
  }

  private runLater(request: KernelRequest): Promise<Tensor[]> {
    if (request.dtype === "bfloat16") {
      return this.runLater(widened(request)).then((answer) => narrowed(request, answer));
    }
    const call = callOf(request);
    return this.sessions.use(
      call.key,
      () => this.open(request, call),
      async (session) => {
        try {
          return answerOf(request, await this.compute(session, request, call));
        } catch (cause) {
          throw new GraphError(request.activation.name, "run", this.info.runtime, cause);
        }
      },
    );
  }

  private computeSync(session: SyncSession, request: KernelRequest, call: Call): readonly TensorData[] {
    const size = sizeOfInput(request);
    if (!this.isCut(call, request)) return session.runSync(call.feeds, call.outputs);
    const gathered = new Gathered(request.dtype, call.outputs.length, size);
    for (const { start, feeds } of blocksOf(call, size))
      gathered.add(start, session.runSync(feeds, call.outputs));
    return gathered.data;
  }

  private async compute(
    session: Session,
    request: KernelRequest,
    call: Call,
  ): Promise<readonly TensorData[]> {
    const size = sizeOfInput(request);
    if (!this.isCut(call, request)) return session.run(call.feeds, call.outputs);
    const gathered = new Gathered(request.dtype, call.outputs.length, size);
    for (const { start, feeds } of blocksOf(call, size))
      gathered.add(start, await session.run(feeds, call.outputs));
    return gathered.data;
  }

  /** Whether a call is computed in blocks: if its graph has many nodes and runs on a processor with caches. */
  private isCut(call: Call, request: KernelRequest): boolean {
    const { provider } = this.info;
    const hasCaches = provider === "cpu" || provider === "wasm" || this.runsOnProcessor(request);
    return hasCaches && isBlockwise(call, sizeOfInput(request)) && !isNative(request);
  }

  private openSync(request: KernelRequest, call: Call): SyncSession {
    try {
      const open = this.engine.openSync as NonNullable<Engine["openSync"]>;
      return open.call(this.engine, modelBytes(graphOf(request, call.layout)), this.optionsFor(request));
    } catch (cause) {
      throw new GraphError(request.activation.name, "load", this.info.runtime, cause);
    }
  }

  private async open(request: KernelRequest, call: Call): Promise<Session> {
    try {
      return await this.engine.open(modelBytes(graphOf(request, call.layout)), this.optionsFor(request));
    } catch (cause) {
      throw new GraphError(request.activation.name, "load", this.info.runtime, cause);
    }
  }

  /**
   * The options for the session of a request. An arena keeps the memory of the largest call. For one operator, that memory is
   * the output, which speeds up the next large call. For a graph of many nodes it also has all values between them: 2 GB after
   * ten calls of 16 MB, without a benefit.
   */
  private optionsFor(request: KernelRequest): SessionOptions {
    const isOne = isNative(request);
    const processor = { executionProviders: [this.engine.defaultProvider] };
    return {
      enableCpuMemArena: isOne,
      enableMemPattern: isOne,
      ...this.options,
      ...(this.runsOnProcessor(request) ? processor : {}),
    };
  }

  /**
   * WebGPU has no doubles, has float16 only on some adapters, and may treat NaN as a number, subnormal numbers as 0 and −0 as
   * 0. So it runs only native operators in float32 of `fast` calls. A lowered graph runs on the processor, where it keeps its
   * bounds.
   */
  private runsOnProcessor(request: KernelRequest): boolean {
    if (this.info.provider !== "webgpu") return false;
    return request.dtype !== "float32" || !isNative(request);
  }

  private check(request: KernelRequest): void {
    if (this.disposed !== undefined) throw new BackendDisposedError(this.name);
    checkDTypes(request);
  }
}

/** Refuses requests that core does not make: with an unknown dtype, or with an input of another dtype than the request. */
function checkDTypes({ activation, dtype, inputs }: KernelRequest): void {
  if (!dtypes.includes(dtype)) {
    throw new DTypeError(
      `${activation.name}: dtype is ${JSON.stringify(dtype)}; it must be one of ${dtypes.join(", ")}.`,
    );
  }
  const other = inputs.find((tensor) => tensor.dtype !== dtype);
  if (other !== undefined) {
    throw new DTypeError(
      `${activation.name}: an input is ${other.dtype}, but the request is ${dtype}. Convert it with cast(tensor, "${dtype}").`,
    );
  }
}

function isEmpty(request: KernelRequest): boolean {
  return sizeOfInput(request) === 0;
}

function sizeOfInput(request: KernelRequest): number {
  return (request.inputs[0] as Tensor).size;
}

import {
  type Backend,
  BackendDisposedError,
  type CacheStats,
  type Declarations,
  type Explanation,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";
import { declarationsFor } from "./declarations.js";
import type { Device } from "./device/device.js";
import type { OpenDevice } from "./device/open.js";
import { Engine } from "./engine.js";
import type { WebgpuInfo } from "./info.js";
import type { StartCheck } from "./start-check/start-check.js";

/** The package's version, as package.json has it; a test keeps the two the same. */
export const VERSION = "0.1.0";

/** See `webgpu`. */
export class WebgpuBackend implements Backend {
  readonly contract = "v1";
  readonly name = "webgpu";
  readonly declarations: Declarations;
  private readonly device: Device;
  private readonly open: OpenDevice;
  private readonly check: StartCheck;
  private readonly engine: Engine;
  private readonly inFlight = new Set<Promise<unknown>>();
  private ending: Promise<void> | undefined;

  /** @internal */
  constructor(open: OpenDevice, device: Device, check: StartCheck) {
    this.open = open;
    this.device = device;
    this.check = check;
    this.declarations = declarationsFor(check);
    this.engine = new Engine(device, check);
  }

  get info(): WebgpuInfo {
    const { adapter, source } = this.open;
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter;
    const name = [vendor, architecture, device, description].filter(Boolean).join(", ") || "unknown";
    return {
      version: VERSION,
      runtime: `WebGPU (${source})`,
      device: "webgpu",
      threads: 1,
      native: [],
      adapter: name,
      startCheck: this.check,
      ...(isFallbackAdapter === undefined ? {} : { isFallbackAdapter }),
      inDouble: this.engine.inDouble,
    };
  }

  supports(request: KernelRequest): Support {
    const reason = this.engine.refusal(request);
    return reason === undefined ? { status: "lowered" } : { status: "unsupported", reason };
  }

  /** May compare the two arithmetics, for some milliseconds, the first time that a request of its kind is explained. */
  explain(request: KernelRequest): Explanation {
    return this.engine.explain(request);
  }

  /** The compiled shaders, and how often one was there already. */
  cache(): CacheStats {
    return this.engine.cache;
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    if (this.ending !== undefined) throw new BackendDisposedError("webgpu");
    const run = this.engine.run(request);
    this.inFlight.add(run);
    try {
      return await run;
    } finally {
      this.inFlight.delete(run);
    }
  }

  dispose(): Promise<void> {
    this.ending ??= Promise.allSettled([...this.inFlight]).then(() => this.device.end());
    return this.ending;
  }
}

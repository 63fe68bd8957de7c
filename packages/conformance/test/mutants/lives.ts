import type { Backend, KernelRequest, Support, Tensor } from "@actfn/core";
import { answering, is, later, living, type Mutant } from "./mutant.js";
import { MutantBackend } from "./mutant-backend.js";

/** The form of a backend and of its answers. */
export const forms: readonly Mutant[] = [
  living(
    "contract",
    "another version of the contract",
    () => () => Object.assign(new MutantBackend(), { contract: "v0" }) as unknown as Backend,
  ),
  living(
    "contract",
    "a name with capitals and spaces",
    () => () => Object.assign(new MutantBackend(), { name: "My Backend" }),
  ),
  living(
    "contract",
    "no runtime in its info",
    () => () => Object.assign(new MutantBackend(), { info: { ...new MutantBackend().info, runtime: "" } }),
  ),
  living(
    "contract",
    "an unsupported gradient that nothing declares",
    () => () =>
      Object.assign(new MutantBackend(), {
        supports: (request: KernelRequest): Support =>
          request.pass === "backward"
            ? { status: "unsupported", reason: "no gradients" }
            : { status: "native" },
      }),
  ),
  living(
    "contract",
    "unsupported without a reason",
    () => () =>
      Object.assign(new MutantBackend(), {
        supports: (request: KernelRequest): Support =>
          request.dtype === "float16" ? { status: "unsupported", reason: "" } : { status: "native" },
      }),
  ),
  answering("contract", "it says that it supports what it throws at", () => (request, right) => {
    if (is("elu", "backward")(request)) throw new Error("not implemented");
    return right(request);
  }),
  answering(
    "contract",
    "the gradients of learned options are missing",
    () => (request, right) => right(request).slice(0, 1),
  ),
  living(
    "contract",
    "answers in float64",
    () => () =>
      new (class extends MutantBackend {
        override executeSync(request: KernelRequest): Tensor[] {
          return super.executeSync({
            ...request,
            dtype: "float64",
            inputs: request.inputs.map(
              (one) => ({ ...one, dtype: "float64", data: Float64Array.from(one.data) }) as unknown as Tensor,
            ),
            outputs: request.outputs.map(() => undefined),
          });
        }
      })(),
  ),
  living(
    "contract",
    "sync and async differ",
    () => () =>
      new (class extends MutantBackend {
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          const results = super.executeSync(request);
          if (is("gelu", "forward")(request) && request.dtype === "float32") results[0]?.data.fill(0.5, 0, 1);
          return results;
        }
      })(),
  ),
  living(
    "errors",
    "supports() computes, into out",
    () => () =>
      new (class extends MutantBackend {
        override supports(request: KernelRequest): Support {
          if (request.outputs[0] !== undefined) this.executeSync(request);
          return { status: "native" };
        }
      })(),
  ),
  answering("errors", "after bad input it answers with zeros", () => (request, right) => {
    const results = right(request);
    if (is("relu", "forward")(request) && request.inputs[0]?.size === 2) results[0]?.data.fill(0);
    return results;
  }),
];

/** Overlapping calls, failures, the end. */
export const lives: readonly Mutant[] = [
  living("life-cycle", "a second dispose() throws", () => () => {
    let isDone = false;
    return Object.assign(new MutantBackend(), {
      dispose: async () => {
        if (isDone) throw new Error("already disposed");
        isDone = true;
      },
    });
  }),
  living(
    "life-cycle",
    "it answers after dispose()",
    () => () => Object.assign(new MutantBackend(), { dispose: async () => {} }),
  ),
  living(
    "life-cycle",
    "a plain error after dispose()",
    () => () =>
      new (class extends MutantBackend {
        private isDone = false;
        override executeSync(request: KernelRequest): Tensor[] {
          if (this.isDone) throw new TypeError("cannot read properties of null");
          return super.executeSync(request);
        }
        override async dispose(): Promise<void> {
          this.isDone = true;
        }
      })(),
  ),
  living(
    "life-cycle",
    "overlapping calls share their input buffer",
    () => () =>
      new (class extends MutantBackend {
        private staged: KernelRequest | undefined;
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          this.staged = request;
          await later();
          return super.executeSync({
            ...request,
            activation: this.staged.activation,
            options: this.staged.options,
            inputs: this.staged.inputs,
            pass: this.staged.pass,
            shapes: this.staged.shapes,
          });
        }
      })(),
  ),
  living(
    "life-cycle",
    "one failure poisons it",
    () => () =>
      new (class extends MutantBackend {
        private error: unknown;
        override executeSync(request: KernelRequest): Tensor[] {
          if (this.error !== undefined) throw this.error;
          try {
            return super.executeSync(request);
          } catch (error) {
            this.error = error;
            throw error;
          }
        }
      })(),
  ),
  living(
    "life-cycle",
    "out is zeroed before the work begins",
    () => () =>
      new (class extends MutantBackend {
        override executeSync(request: KernelRequest): Tensor[] {
          for (const out of request.outputs)
            if (out !== undefined && !request.inputs.some(({ data }) => data === out.data)) out.data.fill(0);
          return super.executeSync(request);
        }
      })(),
  ),
  living(
    "life-cycle",
    "a failure is answered with NaN",
    () => () =>
      new (class extends MutantBackend {
        override executeSync(request: KernelRequest): Tensor[] {
          try {
            return super.executeSync(request);
          } catch (error) {
            if ((error as { code?: unknown }).code !== undefined) throw error;
            return [request.inputs[0] as Tensor];
          }
        }
      })(),
  ),
  living("life-cycle", "disposing of one disposes of all", () => {
    let isDone = false;
    return () =>
      new (class extends MutantBackend {
        override executeSync(request: KernelRequest): Tensor[] {
          if (isDone) throw new Error("module has been freed");
          return super.executeSync(request);
        }
        override async dispose(): Promise<void> {
          isDone = true;
          await super.dispose();
        }
      })();
  }),
  living(
    "life-cycle",
    "dispose() does not wait",
    () => () =>
      new (class extends MutantBackend {
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          await later(1);
          return super.executeSync(request);
        }
      })(),
  ),
];

/** What shows only after many calls, or between calls of different kinds. */
export const laterCalls: readonly Mutant[] = [
  living("life-cycle", "after a thousand calls it gives zeros", () => () => {
    let calls = 0;
    return new (class extends MutantBackend {
      override executeSync(request: KernelRequest): Tensor[] {
        const results = super.executeSync(request);
        if (++calls > 1000) results[0]?.data.fill(0);
        return results;
      }
    })();
  }),
  living(
    "life-cycle",
    "overlapping calls share their place for out",
    () => () =>
      new (class extends MutantBackend {
        private outputs: KernelRequest["outputs"] = [];
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          if (request.outputs[0] !== undefined) this.outputs = request.outputs;
          await later();
          const results = super.executeSync({ ...request, outputs: request.outputs.map(() => undefined) });
          if (request.outputs[0] === undefined) return results;
          return results.map((result, i) => this.outputs[i] ?? result);
        }
      })(),
  ),
  living(
    "life-cycle",
    "a call without waiting takes the memory of those in flight",
    () => () =>
      new (class extends MutantBackend {
        private turn = 0;
        override executeSync(request: KernelRequest): Tensor[] {
          this.turn++;
          return super.executeSync(request);
        }
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          const { turn } = this;
          await later();
          const isSpoilt = turn !== this.turn;
          const results = super.executeSync(request);
          if (isSpoilt) results[0]?.data.fill(0);
          return results;
        }
      })(),
  ),
  living("life-cycle", "overlapping calls of two dtypes share their scratch memory", () => () => {
    const running = new Map<string, number>();
    return new (class extends MutantBackend {
      override async execute(request: KernelRequest): Promise<Tensor[]> {
        running.set(request.dtype, (running.get(request.dtype) ?? 0) + 1);
        await later();
        const results = super.executeSync(request);
        if ([...running].some(([dtype, calls]) => dtype !== request.dtype && calls > 0))
          results[0]?.data.fill(0);
        running.set(request.dtype, (running.get(request.dtype) ?? 0) - 1);
        return results;
      }
    })();
  }),
];

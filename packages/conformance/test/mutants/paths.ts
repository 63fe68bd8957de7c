import { type KernelRequest, Tensor, type TensorData } from "@actfn/core";
import { optionsKey } from "@actfn/core/program";
import { answering, is, living, type Mutant } from "./mutant.js";
import { MutantBackend } from "./mutant-backend.js";

/** Waits for the calls that are made at the same time. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** relu by a loop of its own, since the reference takes seconds for millions of elements; `spoil` changes the result. */
export class LargeRelu extends MutantBackend {
  private readonly spoil: (data: TensorData) => void;

  constructor(spoil: (data: TensorData) => void = () => {}) {
    super();
    this.spoil = spoil;
  }

  override executeSync(request: KernelRequest): Tensor[] {
    const [x] = request.inputs as [Tensor, ...Tensor[]];
    if (x.size < 2 ** 12 || !is("relu")(request)) return super.executeSync(request);
    const dy = request.pass === "backward" ? (request.inputs.at(-1) as Tensor) : undefined;
    const out = request.outputs[0];
    const data = (out?.data ?? new Float32Array(x.size)) as Float32Array;
    for (let i = 0; i < data.length; i++)
      data[i] =
        dy === undefined
          ? Math.max(x.data[i] as number, 0)
          : (x.data[i] as number) > 0
            ? (dy.data[i] as number)
            : 0;
    this.spoil(data);
    return [out ?? new Tensor("float32", x.shape, data)];
  }
}

const beyond = (start: number): Mutant => ({
  isDeep: true,
  ...living(
    "sizes",
    `nothing beyond ${start.toLocaleString("en-US")} elements`,
    () => () => new LargeRelu((data) => data.fill(0, start)),
  ),
  on: ["relu"],
});

/** Ways that only large calls, or only some of them, take. */
export const paths: readonly Mutant[] = [
  beyond(2 ** 16),
  beyond(10 ** 6),
  beyond(2 ** 20),
  beyond(2 ** 22),
  beyond(2 ** 24),
  {
    ...living(
      "sizes",
      "one element in four million is of the tile before",
      () => () => new LargeRelu((data) => data.copyWithin(2 ** 21 + 6, 2 ** 21 + 5, 2 ** 21 + 6)),
    ),
    on: ["relu"],
  },
  answering(
    "sizes",
    "threads begin at multiples of 1,000 and lose one element between them",
    () => (request, right) => {
      const results = right(request);
      const data = (results[0] as Tensor).data;
      if (data.length > 4000) for (let i = 999; i < data.length; i += 1000) data[i] = 0;
      return results;
    },
  ),
  answering("sizes", "the second share of work is lost where the first thread is late", () => {
    let calls = 0;
    return (request, right) => {
      const results = right(request);
      const data = (results[0] as Tensor).data;
      if (data.length > 2 ** 14 && ++calls % 3 === 0) data.fill(0, 2 ** 13, 2 ** 14);
      return results;
    };
  }),
  answering(
    "sizes",
    "a large out that does not begin at a multiple of 16 bytes is filled from its neighbor on",
    () => (request, right) => {
      const results = right(request);
      const out = request.outputs[0]?.data;
      if (out !== undefined && out.length > 2000 && out.byteOffset % 16 !== 0)
        out.copyWithin(1, 0, out.length - 1);
      return results;
    },
  ),
  answering(
    "sizes",
    "large rows that are not the last axis are taken for those that are",
    () => (request, right) => {
      const results = right(request);
      const [x] = request.inputs as [Tensor, ...Tensor[]];
      if (
        is("softmax", "forward")(request) &&
        x.size > 2000 &&
        request.options["axis"] !== x.shape.length - 1
      )
        results[0]?.data.fill(1 / (x.shape.at(-1) as number));
      return results;
    },
  ),
  answering("shapes", "the shape [1, 0, 3] is an error", () => (request, right) => {
    if (String(request.inputs[0]?.shape) === "1,0,3") throw new RangeError("a length of 0");
    return right(request);
  }),
];

/** Options that are an input of a kernel, and are not there when it runs. */
export const changingOptions: readonly Mutant[] = [
  living(
    "options",
    "overlapping calls of an activation share one place for options",
    () => () =>
      new (class extends MutantBackend {
        private readonly places = new Map<unknown, KernelRequest["options"]>();
        override async execute(request: KernelRequest): Promise<Tensor[]> {
          this.places.set(request.activation, request.options);
          await turn();
          return super.executeSync({
            ...request,
            options: this.places.get(request.activation) ?? request.options,
          });
        }
      })(),
  ),
  answering(
    "options",
    "options go to two places by turns, and only where they differ from the last ones",
    () => {
      const kept = new Map<unknown, { places: KernelRequest["options"][]; last: string; turn: number }>();
      return (request, right) => {
        const { activation, options } = request;
        const state = kept.get(activation) ?? {
          places: [options, options],
          last: optionsKey(options),
          turn: 0,
        };
        kept.set(activation, state);
        state.turn = 1 - state.turn;
        if (optionsKey(options) !== state.last) state.places[state.turn] = options;
        state.last = optionsKey(options);
        return right({ ...request, options: state.places[state.turn] ?? options });
      };
    },
  ),
  answering("options", "the 65th value of an option is taken for the first", () => {
    const slots = new Map<string, KernelRequest["options"]>();
    return (request, right) => {
      if (!is("elu")(request)) return right(request);
      const key = optionsKey(request.options);
      if (!slots.has(key))
        slots.set(
          key,
          slots.size < 64 ? request.options : ([...slots.values()][0] as KernelRequest["options"]),
        );
      return right({ ...request, options: slots.get(key) ?? request.options });
    };
  }),
];

/** Options that a dtype cannot hold. */
export const inexactOptions: readonly Mutant[] = [
  {
    ...answering(
      "options",
      "options are rounded to the dtype before they are compared",
      () => (request, right) => {
        const options = Object.entries(request.options).map(([name, value]) => [
          name,
          typeof value === "number" ? Math.fround(value) : value,
        ]);
        return right({ ...request, options: Object.fromEntries(options) as KernelRequest["options"] });
      },
    ),
    on: ["hardTanh", "threshold", "hardshrink"],
  },
];

/** Inputs that were taken for others. */
export const mistakenInputs: readonly Mutant[] = [
  answering("aliasing", "answers are kept by the input's array", () => {
    const answers = new WeakMap<TensorData, { of: string; data: TensorData }>();
    return (request, right) => {
      const results = right(request);
      const [x] = request.inputs as [Tensor, ...Tensor[]];
      if (!is("silu", "forward")(request) || request.outputs[0] !== undefined) return results;
      const of = `${request.precision} ${optionsKey(request.options)}`;
      const kept = answers.get(x.data);
      if (kept?.of === of) results[0]?.data.set(kept.data as never);
      else answers.set(x.data, { of, data: (results[0] as Tensor).data.slice() });
      return results;
    };
  }),
  answering("aliasing", "a weight is loaded once", () => {
    const weights = new WeakMap<TensorData, Tensor>();
    return (request, right) => {
      const [x, weight, ...rest] = request.inputs as [Tensor, Tensor, ...Tensor[]];
      if (!is("prelu")(request)) return right(request);
      const loaded =
        weights.get(weight.data) ?? new Tensor(weight.dtype, weight.shape, weight.data.slice() as never);
      weights.set(weight.data, loaded);
      return right({ ...request, inputs: [x, loaded, ...rest] });
    };
  }),
  answering("aliasing", "x and out in one buffer are taken for one array", () => (request, right) => {
    const [x, out] = [request.inputs[0]?.data, request.outputs[0]?.data];
    const results = right(request);
    if (x !== undefined && out !== undefined && x !== out && x.buffer === out.buffer) out.fill(0);
    return results;
  }),
  answering("aliasing", "dy is taken for an output where it is x", () => (request, right) => {
    const [x, dy] = [request.inputs[0], request.inputs.at(-1)] as [Tensor, Tensor];
    const results = right(request);
    if (request.pass === "backward" && x.data === dy.data && request.outputs[0] === undefined)
      results[0]?.data.fill(0);
    return results;
  }),
];

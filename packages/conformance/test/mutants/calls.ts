import { Tensor, type TensorData } from "@actfn/core";
import { optionsKey } from "@actfn/core/program";
import { answering, copyOf, fresh, insteadOf, is, type Mutant } from "./mutant.js";

const filled = (tensor: Tensor, value: number): Tensor =>
  new Tensor(tensor.dtype, tensor.shape, tensor.data.slice().fill(value) as never);

/** Where elements lie. */
export const layouts: readonly Mutant[] = [
  answering("shapes", "the tail of a vector is not computed", () => (request, right) => {
    const results = right(request);
    const data = (results[0] as Tensor).data;
    data.fill(0, data.length - (data.length % 4));
    return results;
  }),
  answering("shapes", "lane 3 repeats lane 2", () => (request, right) => {
    const results = right(request);
    const data = (results[0] as Tensor).data;
    for (let i = 3; i < data.length; i += 4) data[i] = data[i - 1] as number;
    return results;
  }),
  answering("shapes", "the axis is off by one", () => (request, right) => {
    const axis = request.options["axis"];
    const rank = (request.inputs[0] as Tensor).shape.length;
    if (typeof axis !== "number" || rank < 2 || request.activation.domain.kind !== "axis")
      return right(request);
    return request.activation.domain.reduces === true
      ? right(request)
      : insteadOf(request, { ...request, options: { ...request.options, axis: (axis + 1) % rank } });
  }),
  answering("shapes", "an empty tensor is an error", () => (request, right) => {
    if (request.inputs[0]?.size === 0) throw new RangeError("nothing to do");
    return right(request);
  }),
  answering("shapes", "a scalar comes back as a row of one", () => (request, right) => {
    const results = right(request);
    const [first] = results;
    return first?.shape.length === 0
      ? [new Tensor(first.dtype, [1], first.data as never), ...results.slice(1)]
      : results;
  }),
  answering("shapes", "a view is read from its buffer's beginning", () => (request, right) => {
    const [x] = request.inputs;
    if (x === undefined || x.dtype !== "float32" || x.data.byteOffset === 0) return right(request);
    const data = new Float32Array(x.data.buffer as ArrayBuffer, 0, x.size);
    return right({ ...request, inputs: [new Tensor("float32", x.shape, data), ...request.inputs.slice(1)] });
  }),
  answering("shapes", "one weight per element is taken for one in all", () => (request, right) => {
    const weight = request.inputs[1];
    if (!is("prelu", "forward")(request) || weight === undefined || weight.size < 2) return right(request);
    return right({
      ...request,
      inputs: [request.inputs[0] as Tensor, filled(weight, weight.data[0] as number)],
    });
  }),
  answering(
    "shapes",
    "the gradient of a shared weight is the last element's alone",
    () => (request, right) => {
      const results = right(request);
      if (is("prelu", "backward")(request) && results[1]?.size === 1 && request.dtype !== "float16")
        results[1].data[0] = (results[0] as Tensor).data.at(-1) ?? 0;
      return results;
    },
  ),
];

/** Whose memory is whose. */
export const memories: readonly Mutant[] = [
  answering("aliasing", "an input is sorted in place", () => (request, right) => {
    const results = right(fresh(request));
    request.inputs[0]?.data.sort();
    return request.outputs[0] === undefined ? results : right(request);
  }),
  answering("aliasing", "dy is written", () => (request, right) => {
    const results = right(request);
    if (request.pass === "backward") request.inputs.at(-1)?.data.fill(0);
    return results;
  }),
  answering("aliasing", "results share one buffer", () => {
    const buffers = new Map<string, TensorData>();
    return (request, right) => {
      const results = right(request);
      if (request.outputs[0] !== undefined) return results;
      return results.map((result, i) => {
        const key = `${i} ${result.dtype} ${result.size}`;
        const buffer = buffers.get(key) ?? copyOf(result.data);
        buffers.set(key, buffer);
        buffer.set(result.data as never);
        return new Tensor(result.dtype, result.shape, buffer as never);
      });
    };
  }),
  answering("aliasing", "out is not used", () => (request, right) => right(fresh(request))),
  answering("aliasing", "out is written beyond its end", () => (request, right) => {
    const results = right(request);
    const out = request.outputs[0];
    if (out?.dtype === "float32" && out.data.byteOffset + out.data.byteLength < out.data.buffer.byteLength) {
      new Float32Array(out.data.buffer as ArrayBuffer)[(out.data.byteOffset + out.data.byteLength) / 4] = 9;
    }
    return results;
  }),
  answering("aliasing", "identity answers with its input", () => (request, right) => {
    const [x] = request.inputs;
    return is("identity", "forward")(request) && request.outputs[0] === undefined && x !== undefined
      ? [x]
      : right(request);
  }),
  answering("aliasing", "in place reads what it has written", () => (request, right) => {
    const [x] = request.inputs;
    const results = right(request);
    return request.outputs[0]?.data === x?.data && is("tanh", "forward")(request) ? right(request) : results;
  }),
  answering("aliasing", "the last result is what the caller made of the one before", () => {
    let last: Tensor[] = [];
    return (request, right) => {
      const results = right(request);
      const isSame =
        last[0]?.size === results[0]?.size &&
        last[0]?.dtype === results[0]?.dtype &&
        request.outputs[0] === undefined;
      if (isSame && is("silu", "forward")(request)) return last;
      last = results;
      return results;
    };
  }),
];

/** Options and definitions. */
export const choices: readonly Mutant[] = [
  answering(
    "options",
    "leakyRelu has a slope of 0.2 whatever is asked for",
    () => (request, right) =>
      right(is("leakyRelu")(request) ? { ...request, options: { negativeSlope: 0.2 } } : request),
  ),
  answering(
    "options",
    "gelu ignores approximate",
    () => (request, right) =>
      right(is("gelu")(request) ? { ...request, options: { approximate: "none" } } : request),
  ),
  answering("options", "options are kept from the first call", () => {
    const first = new Map<string, typeof options>();
    let options: Readonly<Record<string, number | string | boolean>>;
    return (request, right) => {
      const { name, domain } = request.activation;
      options = first.get(name) ?? request.options;
      first.set(name, options);
      return right(domain.kind === "pointwise" ? { ...request, options } : request);
    };
  }),
  answering("options", "kernels are kept by the activation's name", () => {
    const first = new Map<string, Parameters<typeof fresh>[0]["activation"]>();
    return (request, right) => {
      const activation = first.get(request.activation.name) ?? request.activation;
      first.set(request.activation.name, activation);
      return right({ ...request, activation });
    };
  }),
  answering("options", "kernels are kept by options of three digits", () => {
    const first = new Map<string, Readonly<Record<string, number | string | boolean>>>();
    return (request, right) => {
      const key = `${request.activation.name} ${optionsKey(request.options).replaceAll(/(\d\.\d{2})\d+/g, "$1")}`;
      const options = first.get(key) ?? request.options;
      first.set(key, options);
      return right({ ...request, options });
    };
  }),
  answering("random", "drawn slopes are ignored", () => (request, right) => {
    const slopes = request.inputs[1];
    if (!is("rrelu")(request) || slopes === undefined) return right(request);
    return right({
      ...request,
      inputs: [
        request.inputs[0] as Tensor,
        filled(slopes, slopes.data[0] as number),
        ...request.inputs.slice(2),
      ],
    });
  }),
  answering("random", "a backend adds noise of its own", () => (request, right) => {
    const results = right(request);
    if (is("gumbelSoftmax", "forward")(request) && request.dtype === "float32")
      (results[0] as Tensor).data[0] = Math.random();
    return results;
  }),
];

/** Sums what the gradient of dyt's bias is made of, where that is one number, in a way of its own. */
function biasGradient(name: string, sum: (dy: readonly number[]) => number): Mutant {
  const mutant = answering("shapes", name, () => (request, right) => {
    const results = right(request);
    const bias = results[3];
    if (is("dyt", "backward")(request) && request.dtype === "float32" && bias?.size === 1)
      bias.data[0] = sum([...(request.inputs.at(-1) as Tensor).data]);
    return results;
  });
  return { ...mutant, on: ["dyt"] };
}

/** Gradients. */
export const slopes: readonly Mutant[] = [
  answering("gradients", "dy is taken for ones", () => (request, right) => {
    if (request.pass === "forward" || request.dtype === "float16") return right(request);
    return right({
      ...request,
      inputs: [...request.inputs.slice(0, -1), filled(request.inputs.at(-1) as Tensor, 1)],
    });
  }),
  answering("gradients", "the gradient is not linear in dy", () => (request, right) => {
    const results = right(request);
    const dy = request.inputs.at(-1) as Tensor;
    const data = (results[0] as Tensor).data;
    if (is("silu", "backward")(request) && request.dtype !== "float16")
      for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) * Math.abs(dy.data[i] as number);
    return results;
  }),
  answering("gradients", "softmax′ has only its diagonal", () => (request, right) => {
    if (!is("softmax", "backward")(request) || request.dtype === "float16") return right(request);
    const [x, dy] = request.inputs as [Tensor, Tensor];
    const y = insteadOf(fresh({ ...request, shapes: [x.shape] }), {
      ...request,
      pass: "forward",
      inputs: [x],
      outputs: [undefined],
      shapes: [x.shape],
    })[0] as Tensor;
    const results = right(request);
    const data = (results[0] as Tensor).data;
    for (let i = 0; i < data.length; i++)
      data[i] = (y.data[i] as number) * (1 - (y.data[i] as number)) * (dy.data[i] as number);
    return results;
  }),
  answering("gradients", "the gradient of prelu's weight has the other sign", () => (request, right) => {
    const results = right(request);
    const data = results[1]?.data;
    if (is("prelu", "backward")(request) && data !== undefined && request.dtype !== "float16")
      for (let i = 0; i < data.length; i++) data[i] = -(data[i] as number);
    return results;
  }),
  biasGradient("the gradient of a bias is summed in float32", (dy) =>
    dy.reduce((sum, value) => Math.fround(sum + value), 0),
  ),
  biasGradient("the gradient of a bias lacks the last element", (dy) =>
    dy.slice(0, -1).reduce((sum, value) => sum + value, 0),
  ),
  answering(
    "gradients",
    "gradients of learned options come in the order of the options",
    () => (request, right) => {
      const { options, learned } = request.activation;
      const [dx, ...gradients] = right(request);
      if (dx === undefined || gradients.length < 2) return dx === undefined ? [] : [dx, ...gradients];
      const inOrder = Object.keys(options).filter((name) => learned.includes(name));
      for (const [i, name] of learned.entries()) {
        const [got, other] = [gradients[i], gradients[inOrder.indexOf(name)]] as [Tensor, Tensor];
        if (got !== other) got.data.fill(other.data[0] as number);
      }
      return [dx, ...gradients];
    },
  ),
  answering("gradients", "glu's halves have each other's gradient", () => (request, right) => {
    const results = right(request);
    if (is("glu", "backward")(request)) results[0]?.data.reverse();
    return results;
  }),
];

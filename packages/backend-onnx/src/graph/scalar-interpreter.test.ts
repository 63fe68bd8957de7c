import { catalogue, type DType, type Tensor, tensorOptionsOf } from "@actfn/core";
import { kernelOf } from "@actfn/core/program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestFor } from "../../test/requests.js";
import { graphOf } from "../graph-of.js";
import { type OnnxBackend, onnx } from "../index.js";
import { viewOf } from "../lowering/layout.js";
import { interpret } from "./scalar-interpreter.js";

// The interpreter decides which guards a graph gets, so it must see what ONNX Runtime does with zeros and infinities.
const values = [
  0,
  -0,
  Infinity,
  -Infinity,
  NaN,
  1,
  -1,
  0.3,
  -0.3,
  5,
  -5,
  50,
  -50,
  800,
  -800,
  1e-30,
  -1e-30,
  1e30,
  -1e30,
];
while (values.length < 24) values.push(2);

describe("the scalar interpreter sees what ONNX Runtime gives", () => {
  let backend: OnnxBackend;
  beforeAll(async () => {
    backend = await onnx({ sessions: 256 });
  });
  afterAll(() => backend.dispose());

  const plain = catalogue.filter(({ definition }) => {
    return definition.domain.kind === "pointwise" && tensorOptionsOf(definition).length === 0;
  });

  it.each(
    plain.flatMap((activation) =>
      (["forward", "backward"] as const).map(
        (pass) => [activation.definition.name, pass, activation] as const,
      ),
    ),
  )("%s %s", async (name, pass, activation) => {
    // ONNX Runtime reduces huge angles otherwise than JavaScript engines need to.
    const finite =
      activation.definition.family === "periodic" ? values.filter((x) => Math.abs(x) < 1e3) : values;
    while (finite.length < 24) finite.push(2);
    const dtype: DType = "float32";
    const request = requestFor(activation, { dtype, pass, precision: "strict", values: finite });
    const graph = graphOf(request, viewOf(request, 1).layout);
    const [got] = (await backend.execute(request)) as [Tensor];
    const output = graph.outputs[0]?.name as string;
    const [x, dy] = request.inputs as [Tensor, Tensor | undefined];
    for (let i = 0; i < x.size; i++) {
      const given =
        dy === undefined
          ? { x: [x.data[i] as number] }
          : { x: [x.data[i] as number], dy: [dy.data[i] as number] };
      const seen = Math.fround(interpret(graph, given)[output]?.[0] as number);
      const told = got.data[i] as number;
      const same = Object.is(seen, told) || Math.abs(seen - told) <= Math.abs(told) * 1e-5;
      expect(same, `${name} at ${x.data[i]}: interpreted ${seen}, ONNX Runtime gives ${told}`).toBe(true);
    }
    expect(kernelOf(request).outputs.length).toBeGreaterThan(0);
  });
});

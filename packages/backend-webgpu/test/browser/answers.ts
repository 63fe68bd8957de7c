import {
  cast,
  createRuntime,
  gelu,
  prelu,
  type Runtime,
  silu,
  softmax,
  Tensor,
  tanh,
  tensor,
} from "@actfn/core";
import { webgpu } from "../../src/index.js";

/** Results of a few calls on a runtime, as plain numbers; NaN and infinities are among them. */
export async function answersOf(runtime: Runtime): Promise<number[][]> {
  const line = Float32Array.from({ length: 1024 }, (_, i) => (i - 512) / 32);
  line.set([NaN, Infinity, -Infinity, -0]);
  const x = tensor(line, { shape: [4, 8, 32] });
  const dy = tensor(
    line.map((_, i) => Math.fround(Math.sin(i))),
    { shape: [4, 8, 32] },
  );
  const weight = tensor(Float32Array.from({ length: 8 }, (_, i) => i / 8));
  const answers = [
    await runtime.forward(gelu, x),
    await runtime.backward(silu, x, dy),
    await runtime.forward(softmax, dy, { axis: 1 }),
    await runtime.backward(prelu, x, dy, { weight }),
    await runtime.forward(tanh, cast(tensor(line), "float16")),
  ];
  const tensors = answers.flatMap((answer): Tensor[] => {
    return Tensor.isTensor(answer) ? [answer] : (Object.values(answer as object) as Tensor[]);
  });
  return tensors.map(({ data }) => [...data]);
}

/** What a page or a worker answers. */
export interface Answers {
  readonly adapter: string;
  readonly answers: number[][];
}

/** The same on a WebGPU backend of its own. */
export async function answersHere(): Promise<Answers> {
  const backend = await webgpu();
  const answers = await answersOf(createRuntime({ backends: [backend] }));
  const { adapter } = backend.info;
  await backend.dispose();
  return { adapter, answers };
}

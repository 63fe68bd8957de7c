import { conformanceProbe } from "@actfn/conformance";
import { catalogue, createRuntime, tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { expect, test } from "vitest";
import { onnx } from "../src/index.js";

// What plain onnx() does on this processor is declared, or not known to be wrong: neither probe keeps it out.

test("the default probe takes it, whatever is in use", async () => {
  const runtime = createRuntime({ backends: [await reference()] });
  for (const activation of catalogue) {
    const { domain, options } = activation.definition;
    const given = Object.fromEntries(
      Object.entries(options).flatMap(([name, spec]) =>
        spec.type === "tensor" && spec.default === undefined ? [[name, 0.25]] : [],
      ),
    );
    const x = tensor(
      domain.kind === "pointwise" ? [1, 2] : Array.from({ length: 12 }, (_, i) => i),
      domain.kind === "pointwise" ? {} : { shape: [1, 1, 1, 12] },
    );
    for (const precision of ["fast", "strict"] as const) {
      const y = await runtime.forward(activation, x, { ...given, precision } as never);
      await runtime.backward(activation, x, y as never, { ...given, precision } as never);
    }
  }
  const [backend] = await runtime.use(onnx());
  expect(backend?.name).toBe("onnx");
  await backend?.dispose();
}, 60_000);

test("so does the conformance probe", async () => {
  const runtime = createRuntime({ backends: [await reference()] });
  const [backend] = await runtime.use(onnx(), { probe: conformanceProbe() });
  expect(backend?.name).toBe("onnx");
  await backend?.dispose();
}, 120_000);

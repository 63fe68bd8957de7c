import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { activationNamed, catalogue, derivative, type Tensor, toRequest } from "../src/index.js";
import { evaluateRequest } from "../src/program/index.js";

/** By name, rows of x, f″(x) and f‴(x), from `conformance/golden/derivatives.py`. */
const table = JSON.parse(readFileSync(new URL("derivatives.json", import.meta.url), "utf8")) as Record<
  string,
  readonly (readonly [x: number, second: number, third: number])[]
>;

function ulpOf(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
}

function errors(found: Tensor, rows: readonly (readonly number[])[], order: number): unknown[] {
  return rows.flatMap((row, i) => {
    const [wanted, got] = [row[order - 1] as number, found.data[i] as number];
    return Math.abs(got - wanted) <= 0.51 * ulpOf(wanted) ? [] : [{ x: row[0], wanted, got }];
  });
}

const smooth = catalogue
  .map(({ definition }) => definition)
  .filter(({ domain, properties, options }) => {
    const hasTensors = Object.values(options).some(({ type }) => type === "tensor");
    return domain.kind === "pointwise" && properties?.smoothness === Infinity && !hasTensors;
  });

test.each(smooth.map(({ name }) => name))("there are exact second and third derivatives of %s", (name) => {
  if (table[name] !== undefined) return;
  expect.fail(
    `derivatives.json has no ${name}. Run .golden-venv/bin/python derivatives.py ${name} in packages/conformance/golden (its README makes .golden-venv), then npm run format`,
  );
});

describe("second and third derivatives keep their digits in tails, near 0 and where terms cancel", () => {
  test.each(Object.entries(table))("%s", (name, rows) => {
    const activation = activationNamed(name) as Parameters<typeof derivative>[0];
    const x = Float32Array.from(rows, ([at]) => at);
    const dy = new Float32Array(rows.length).fill(1);
    for (const order of [2, 3]) {
      const { definition } = derivative(activation, order);
      const [value] = evaluateRequest(toRequest({ definition, pass: "forward", x, options: {} }, "strict"));
      expect(errors(value as Tensor, rows, order), `derivative of order ${order}`).toEqual([]);
      const lower = derivative(activation, order - 1).definition;
      const [slope] = evaluateRequest(
        toRequest({ definition: lower, pass: "backward", x, dy, options: {} }, "strict"),
      );
      expect(errors(slope as Tensor, rows, order), `gradient of order ${order - 1}`).toEqual([]);
    }
  });
});

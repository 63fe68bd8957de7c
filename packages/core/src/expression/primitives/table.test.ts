import { expect, test } from "vitest";
import * as actfn from "../../index.js";
import { type Expression, input } from "../expression.js";
import * as functions from "../primitives.js";
import { arityOf, primitives, recordOf } from "./table.js";

const inputs = ["a", "b", "c"].map((name) => input(name));

test.each(primitives)("%s is applied by the function of its name, which is public", (op) => {
  const args = inputs.slice(0, arityOf(op));
  const { make } = recordOf(op);
  expect(make(...(args as [Expression, Expression, Expression]))).toEqual({ kind: "operation", op, args });
  expect(functions).toHaveProperty(op, make);
  expect(actfn).toHaveProperty(op);
});

test.each(primitives)("the derivatives of %s are those of its arguments", (op) => {
  const args = inputs.slice(0, arityOf(op)) as [Expression, Expression, Expression];
  const { make, vjp } = recordOf(op);
  expect(vjp(input("dy"), args, make(...args)).length).toBeLessThanOrEqual(args.length);
});

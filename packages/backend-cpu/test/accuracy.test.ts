import { writeFileSync } from "node:fs";
import { type Backend, type Precision, type Runtime, Tensor } from "@actfn/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { declaredBound } from "./declared-bound.js";
import { activations, requiredOptions, runtimeOn } from "./reference.js";
import { sweep, type Worst } from "./sweep.js";

/**
 * Every how manieth float32 is tried: a sample here, all 2^32 (the binades where nothing bends by a rule) with
 * `npm run sweep`, which sets it to 1, and where the worst input of each activation is to be written.
 */
const stride = Number(process.env["ACTFN_SWEEP_STRIDE"] ?? 4093);
const reportTo = process.env["ACTFN_SWEEP_REPORT"];

/** The promises of the CPU backend, in units in the last place. */
const promised = {
  strict: { forward: 0.51, backward: 1 },
  fast: { forward: 4, backward: 4 },
} as const;
/** What to do about a result that is outside its bound. */
function remedy(precision: Precision, pass: "forward" | "backward"): string {
  const form = `Write a \`stable.${pass}\` form that keeps its digits there`;
  if (precision === "strict") return `${form}.`;
  return `${form}, and run npm run accepted-kernels --workspace packages/backend-cpu. If there is none, declare the measured bound, with a reason, in packages/core/src/program/float32/declarations.ts.`;
}

/** Definitions that need more than one form to be measured. */
const variants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  gelu: [{ approximate: "none" }, { approximate: "tanh" }],
};

const cases = activations
  .filter(({ definition }) => definition.domain.kind === "pointwise")
  .flatMap((activation) =>
    (variants[activation.definition.name] ?? [{}]).map((variant) => {
      const title = [activation.definition.name, ...Object.values(variant)].join(" ");
      return [title, activation, { ...requiredOptions(activation), ...variant }] as const;
    }),
  );

let backend: Backend;
const runtimes = new Map<Precision, Runtime>();
const report: (Worst & { readonly precision: Precision; readonly pass: string; readonly title: string })[] =
  [];

beforeAll(async () => {
  backend = await cpu({ threads: 1 });
  for (const precision of ["strict", "fast"] as const) runtimes.set(precision, runtimeOn(backend, precision));
});

afterAll(() => {
  if (reportTo === undefined) return;
  for (const { precision, pass, title, ...worst } of report) {
    console.log(line(`${precision} ${pass} ${title}`, worst));
  }
  writeFileSync(reportTo, JSON.stringify(report));
});

function line(what: string, { ulp, x, got, exact, inputs }: Worst): string {
  if (Number.isNaN(x)) return `${what}: correctly rounded at all ${inputs} inputs`;
  return `${what}: ${ulp.toFixed(4)} ulp at x = ${x} (${got}, exactly ${exact}), of ${inputs} inputs`;
}

describe.each(["strict", "fast"] as const)("%s float32", (precision) => {
  describe.each(["forward", "backward"] as const)("%s", (pass) => {
    it.each(cases)(
      "%s is as near to the exact value as promised",
      (title, activation, options) => {
        const runtime = runtimes.get(precision) as Runtime;
        const byTerms = precision === "fast" && pass === "backward";
        const worst = sweep({ runtime, activation, options, pass, precision, stride, byTerms });
        report.push({ precision, pass, title, ...worst });
        const bound = declaredBound(activation.definition.name, pass, precision) ?? promised[precision][pass];
        const isWithin = worst.ulp <= bound;
        if (!isWithin)
          expect.fail(`${line(title, worst)}; ${bound} ulp are allowed. ${remedy(precision, pass)}`);
      },
      reportTo === undefined ? undefined : 3_600_000,
    );
  });
});

describe.each(["float16", "bfloat16"] as const)("%s", (dtype) => {
  it("is rounded once from the float32 result, at every one of its 65,536 inputs", async () => {
    const { gelu, cast } = await import("@actfn/core");
    const x = Tensor.of(
      dtype,
      [65_536],
      Uint16Array.from({ length: 65_536 }, (_, bits) => bits),
    );
    const runtime = runtimes.get("strict") as Runtime;
    const half = runtime.forwardSync(gelu, x) as Tensor;
    const single = runtime.forwardSync(gelu, cast(x, "float32")) as Tensor;
    expect(half.data).toEqual(cast(single, dtype).data);
  });
});

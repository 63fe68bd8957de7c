import { checkBackend, describeSubject, type Report, summary } from "@actfn/conformance";
import { activationNamed, type Backend, cast, type KernelRequest, type Tensor } from "@actfn/core";
import { describe, expect, it } from "vitest";
import { onnx } from "../src/index.js";

/** The whole suite takes minutes; ACTFN_EFFORT=full asks for it. */
const isWhole = process.env["ACTFN_EFFORT"] === "full";

/** What is not as declared, a line each. */
function wrong(report: Report): string {
  const failed = report.findings.filter(({ status }) => status === "failed");
  const outdated = report.deviations.filter(({ outcome }) => outcome === "stale" || outcome === "unmatched");
  return [
    summary(report),
    ...failed.map(({ subject, failures }) => `${describeSubject(subject)}: ${JSON.stringify(failures[0])}`),
    ...outdated.map(({ deviation, outcome }) => `the deviation ${deviation.id} is ${outcome}`),
  ].join("\n");
}

/** The backend with results three times as large as they are, where x is in an interval: native calls forward in float32. */
async function tripled([lower, upper]: readonly [number, number]): Promise<Backend> {
  const backend = await onnx();
  const execute = async (request: KernelRequest): Promise<Tensor[]> => {
    const { pass, precision, dtype } = request;
    const isConcerned = pass === "forward" && precision === "fast" && dtype === "float32";
    // Copied before the call, which may fill its own input.
    const x = cast(request.inputs[0] as Tensor, "float64").data.slice();
    const answer = await backend.execute(request);
    if (!isConcerned) return answer;
    const { data } = answer[0] as Tensor;
    for (let i = 0; i < data.length; i++) {
      const at = x[i] as number;
      if (at >= lower && at <= upper) data[i] = (data[i] as number) * 3;
    }
    return answer;
  };
  return {
    contract: "v1",
    name: "tripled",
    info: backend.info,
    declarations: backend.declarations,
    supports: (request) => backend.supports(request),
    execute,
    dispose: () => backend.dispose(),
  };
}

describe("the conformance suite", () => {
  it(
    `passes with the declared deviations${isWhole ? "" : ", in its numbers and life cycles"}`,
    async () => {
      const groups = ["golden", "specials", "metamorphic", "life-cycle"] as const;
      const report = await checkBackend(() => onnx(), isWhole ? {} : { groups });
      expect(report.passed, wrong(report)).toBe(true);
      // What is declared of these groups alone is seen here; of all else, in deviations.test.ts.
      const idle = report.deviations.filter(
        ({ deviation: { where }, elements }) =>
          elements === 0 && groups.some((group) => [where.group].flat().includes(group)),
      );
      expect(idle.map(({ deviation }) => deviation.id)).toEqual([]);
    },
    isWhole ? 1_800_000 : 300_000,
  );

  it.each([
    ["gelu", [-9, -1.05]],
    ["gelu", [-4, -3]],
    ["sigmoid", [-9, -1.05]],
    ["sigmoid", [-14, -12]],
    ["mish", [-50, -1.05]],
    ["hardSwish", [-2.99, -2.5]],
    ["hardSigmoid", [-2.99, -2.5]],
    ["elu", [-0.5, -1e-3]],
    ["selu", [-0.5, -1e-3]],
    ["celu", [-0.5, -1e-3]],
    ["tanh", [1e-30, 8]],
    ["softshrink", [0.75, 8]],
    ["sign", [0.75, 8]],
    ["logSoftmax", [-8, 8]],
    ["hardmax", [-8, 8]],
  ] as const)("fails where %s is three times too large within [%s]", async (name, interval) => {
    const report = await checkBackend(() => tripled(interval), {
      activations: [activationNamed(name)],
      groups: ["golden", "specials"],
      precisions: ["fast"],
      dtypes: ["float32"],
    });
    expect(report.totals.failed, wrong(report)).toBeGreaterThan(0);
  });
});

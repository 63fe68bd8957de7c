import { reference } from "@actfn/core/program";
import { afterAll, describe, expect, test } from "vitest";
import { checkBackend, type GroupId, type Profile } from "../src/index.js";
import { choices, layouts, memories, slopes } from "./mutants/calls.js";
import { IdleBackend } from "./mutants/idle-backend.js";
import { leaks, releaseAll } from "./mutants/leaks.js";
import { forms, laterCalls, lives } from "./mutants/lives.js";
import type { Mutant } from "./mutants/mutant.js";
import { naiveFormulas, rareValues, specialValues } from "./mutants/numbers.js";
import { changingOptions, inexactOptions, LargeRelu, mistakenInputs, paths } from "./mutants/paths.js";

// A suite that nothing escapes: backends are broken on purpose, one way each, and the group that is there for it must see it.

const mutants: readonly Mutant[] = [
  ...naiveFormulas,
  ...specialValues,
  ...rareValues,
  ...layouts,
  ...paths,
  ...memories,
  ...mistakenInputs,
  ...choices,
  ...changingOptions,
  ...inexactOptions,
  ...slopes,
  ...forms,
  ...lives,
  ...laterCalls,
  ...leaks,
];

/** What is enough to see mutants of a group by, where they do not tell themselves. */
const few: Partial<Record<GroupId, string>> = {
  shapes: "relu prelu softmax",
  sizes: "relu softmax glu",
  aliasing: "identity tanh silu prelu",
  random: "rrelu gumbelSoftmax",
  gradients: "relu silu prelu softmax glu",
  "exhaustive-float16": "tanh",
  fuzz: "leakyRelu",
};
const usual = "relu leakyRelu prelu identity sigmoid tanh gelu silu elu softsign softplus softmax glu";

function profileFor(
  group: GroupId,
  { on = (few[group] ?? usual).split(" "), isDeep = false }: Partial<Mutant> = {},
): Profile {
  const isNarrow = !["exhaustive-float16", "contract", "gradients", "life-cycle"].includes(group);
  return {
    groups: [group],
    activations: on,
    // Sixteen million elements take the reference seconds.
    effort: group === "sizes" && !isDeep ? "quick" : "full",
    precisions: ["strict"],
    ...(isNarrow ? { dtypes: ["float32"] } : {}),
  };
}

const groups = [...new Set(mutants.map(({ caughtBy }) => caughtBy))];
let caught = 0;

describe("a backend that is right passes", () => {
  test.each(groups)(
    "%s",
    async (group) => {
      const { findings } = await checkBackend(
        () => (group === "memory" ? new IdleBackend() : reference()),
        profileFor(group),
      );
      expect(findings.filter(({ status }) => status !== "passed")).toEqual([]);
    },
    60_000,
  );

  test("sizes, up to the largest", async () => {
    const { findings } = await checkBackend(
      () => new LargeRelu(),
      profileFor("sizes", { on: ["relu"], isDeep: true }),
    );
    expect(findings).toEqual([]);
  }, 60_000);
});

describe("a backend that is broken is caught", () => {
  test.each(mutants.map((mutant) => [mutant.caughtBy, mutant.name, mutant] as const))(
    "by %s: %s",
    async (group, _, mutant) => {
      const report = await checkBackend(mutant.make(), profileFor(group, mutant));
      expect(report.findings.filter(({ status }) => status === "failed")).not.toEqual([]);
      caught++;
    },
    60_000,
  );
});

afterAll(() => {
  releaseAll();
  const score = ((100 * caught) / mutants.length).toFixed(1);
  console.log(`Mutation score: ${caught} of ${mutants.length} broken backends caught, ${score} %.`);
  expect(caught).toBe(mutants.length);
});

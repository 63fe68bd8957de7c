import { relu, silu } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { expect, test } from "vitest";
import { groupTests } from "../src/adapters/group-tests.js";
import { describeBackend } from "../src/vitest.js";
import { is, numbers } from "./mutants/mutant.js";

describeBackend("the reference", reference, {
  activations: [relu, silu],
  groups: ["contract", "specials"],
  dtypes: ["float32"],
});

test("a test of a group that fails tells what is wrong", async () => {
  const broken = numbers("specials", "NaN gives 0", (y) => (Number.isNaN(y) ? 0 : y), is("relu", "forward"));
  const [contract, specials] = groupTests(broken.make(), {
    activations: [relu],
    groups: ["contract", "specials"],
    dtypes: ["float32"],
  });
  await expect(contract?.run()).resolves.toBeUndefined();
  await expect(specials?.run()).rejects.toThrow(/specials relu forward float32[\s\S]*got 0 .*expected NaN/);
});

test("a group or an activation that there is not is refused when the tests are described", () => {
  const describe = (profile: object) => () => groupTests(reference, profile);
  expect(describe({ groups: ["golde"] })).toThrow(/groups\[0\] is "golde"/);
  expect(describe({ activations: ["gelo"] })).toThrow(/Did you mean "gelu"\?/);
});

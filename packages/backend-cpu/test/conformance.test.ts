import { checkBackend, explain, type Profile } from "@actfn/conformance";
import { expect, test } from "vitest";
import { cpu } from "../src/index.js";

/** The whole suite takes a minute or two; ACTFN_EFFORT=full asks for it. */
const isWhole = process.env["ACTFN_EFFORT"] === "full";
const part: Profile = isWhole
  ? {}
  : { groups: ["contract", "golden", "specials", "options", "relations", "gradients", "life-cycle"] };

test(`strict passes the conformance suite${isWhole ? "" : "'s numbers and life cycles"} without any limitation`, async () => {
  const report = await checkBackend(() => cpu(), { ...part, precisions: ["strict"] });
  expect(explain(report)).toEqual([]);
}, 900_000);

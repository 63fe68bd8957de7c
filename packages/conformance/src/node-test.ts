import { describe, test } from "node:test";
import { groupTests } from "./adapters/group-tests.js";
import type { CheckedBackend } from "./check-backend.js";
import type { Profile } from "./profile/profile.js";

/**
 * The suite as tests of Node's own runner, one for each group:
 *
 * ```ts
 * import { describeBackend } from "@actfn/conformance/node-test";
 * describeBackend("my backend", () => myBackend(), { deviations: […] });
 * ```
 */
export function describeBackend(name: string, backend: CheckedBackend, profile: Profile = {}): void {
  void describe(name, () => {
    for (const { title, run } of groupTests(backend, profile)) void test(title, run);
  });
}

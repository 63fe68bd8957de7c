import { describe, test } from "vitest";
import { groupTests } from "./adapters/group-tests.js";
import type { CheckedBackend } from "./check-backend.js";
import type { Profile } from "./profile/profile.js";

/**
 * The suite as tests of Vitest, one for each group:
 *
 * ```ts
 * import { describeBackend } from "@actfn/conformance/vitest";
 * describeBackend("my backend", () => myBackend(), { deviations: […] });
 * ```
 */
export function describeBackend(name: string, backend: CheckedBackend, profile: Profile = {}): void {
  describe(name, () => {
    for (const { title, run } of groupTests(backend, profile)) test(title, run, 600_000);
  });
}

import { type Backend, ProbeError } from "@actfn/core";
import { checkBackend } from "./check-backend.js";
import { checkProfile } from "./profile/check-profile.js";
import type { Profile } from "./profile/profile.js";
import { explain } from "./report/explain.js";

/** The failures that the message of the error tells. */
const shown = 5;

/**
 * A probe for `runtime.use`: the swap is refused, and nothing changes, unless the backend passes the suite. Without a
 * profile it makes the quick check of one activation of each family; a service names the activations that it uses.
 *
 * ```ts
 * await runtime.use(onnx(), { probe: conformanceProbe({ activations: ["gelu", "softmax"], deviations: deviations }) });
 * ```
 *
 * Rejects with a `ProbeError` that tells what is wrong; the runtime gives it on.
 */
export function conformanceProbe(profile: Profile = {}): (backend: Backend) => Promise<void> {
  checkProfile(profile, "conformanceProbe");
  return async (backend) => {
    const report = await checkBackend(backend, { effort: "quick", ...profile });
    if (report.passed) return;
    const problems = explain(report);
    const rest =
      problems.length > shown ? [`… and ${problems.length - shown} more; checkBackend() tells all.`] : [];
    const told = [...problems.slice(0, shown), ...rest].join("\n");
    throw new ProbeError(backend.name, `conformance checks failed.\n${told}\n`);
  };
}

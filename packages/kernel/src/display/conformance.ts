import type { Report } from "@actfn/conformance";
import type { MimeBundle } from "../protocol/message.js";

/** A conformance report for a notebook: the verdict as text; groups, failures, declarations and errors as Markdown. */
export async function conformanceBundle(report: Report): Promise<MimeBundle> {
  // Whoever has a report has loaded the suite; a kernel should not wait for it to start.
  const { summary, toMarkdown } = await import("@actfn/conformance");
  return { "text/markdown": toMarkdown(report), "text/plain": summary(report) };
}

/** Whether a value is a report of the format that this package can read. */
export function isConformanceReport(value: unknown): value is Report {
  if (typeof value !== "object" || value === null) return false;
  const { format, backend, totals, groups, findings } = value as Partial<Report>;
  const hasParts = typeof backend === "object" && typeof totals === "object";
  return format === 1 && hasParts && Array.isArray(groups) && Array.isArray(findings);
}

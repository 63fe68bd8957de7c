import { helpRequests } from "../cells/help.js";
import { inspectionBundle } from "../cells/inspection.js";
import type { CellSession } from "../cells/session.js";
import type { Completion } from "../cells/tslab.js";
import type { JsonObject } from "../protocol/message.js";
import { PROTOCOL_VERSION } from "../protocol/message.js";
import { KERNEL_VERSION, TYPESCRIPT_VERSION } from "../version.js";

/** The kernel's `kernel_info_reply`. */
export function kernelInfo(): JsonObject {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "actfn",
    implementation_version: KERNEL_VERSION,
    language_info: {
      name: "typescript",
      version: TYPESCRIPT_VERSION,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // These values select the highlighting in both the classic notebook and JupyterLab.
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
      nbconvert_exporter: "script",
    },
    banner: `actfn ${KERNEL_VERSION}: TypeScript ${TYPESCRIPT_VERSION} on Node ${process.version}`,
    help_links: [{ text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/" }],
    supported_features: [],
    debugger: false,
  };
}

/** Replies to a `complete_request`. */
export function complete(session: CellSession, content: JsonObject): JsonObject {
  const code = textOf(content["code"]);
  const completion = session.complete(code, toUtf16Offset(code, content["cursor_pos"]));
  return {
    status: "ok",
    matches: completion.candidates,
    cursor_start: toCodePointOffset(code, completion.start),
    cursor_end: toCodePointOffset(code, completion.end),
    metadata: { _jupyter_types_experimental: completionTypes(code, completion) },
  };
}

/** Replies to an `inspect_request`: signature, documentation and tags, as text and as Markdown. */
export function inspect(session: CellSession, content: JsonObject): JsonObject {
  const code = textOf(content["code"]);
  const cursor = toUtf16Offset(code, content["cursor_pos"]);
  // After the question mark of `gelu?` there is no name, but the request is about `gelu`.
  const [asked] = helpRequests(code);
  const info =
    session.inspect(code, cursor) ?? (asked && session.inspect(code, code.indexOf(asked) + asked.length - 1));
  if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
  return { status: "ok", found: true, data: inspectionBundle(info), metadata: {} };
}

/** Replies to an `is_complete_request`. */
export function isComplete(session: CellSession, content: JsonObject): JsonObject {
  return { ...session.completeness(textOf(content["code"])) };
}

const MANY = 500;

function completionTypes(code: string, completion: Completion): JsonObject[] {
  const kinds = new Map(completion.original?.entries.map(({ name, kind }) => [name, kind]));
  const start = toCodePointOffset(code, completion.start);
  const end = toCodePointOffset(code, completion.end);
  return completion.candidates
    .slice(0, MANY)
    .map((text) => ({ text, type: kinds.get(text) ?? "text", start, end }));
}

/** The protocol counts code points, TypeScript counts UTF-16 units: they differ after the first emoji. */
function toUtf16Offset(code: string, cursor: unknown): number {
  if (typeof cursor !== "number") return code.length;
  return [...code].slice(0, Math.max(0, cursor)).join("").length;
}

function toCodePointOffset(code: string, offset: number): number {
  return [...code.slice(0, offset)].length;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * The messages of the Jupyter protocol, version 5.4, as far as this kernel speaks it.
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */

/** The protocol version that this kernel announces. */
export const PROTOCOL_VERSION = "5.4";

/** A JSON value, as it crosses the wire. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Who sent a message, when, and of what type. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** One message, without its routing and its signature. */
export interface Message {
  readonly header: Header;
  /** The header of the message that this one answers; empty for a message that answers none. */
  readonly parent_header: Header | Record<string, never>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  /** Raw binary attachments. */
  readonly buffers: readonly Uint8Array[];
}

/** A message that came in from a client, with the routing frames that an answer must carry. */
export interface Request {
  readonly channel: RequestChannel;
  readonly identities: readonly Uint8Array[];
  readonly message: Message;
}

/** The channels on which clients ask. */
export type RequestChannel = "shell" | "control" | "stdin";

/** A value in several representations, keyed by MIME type; `text/plain` is always one of them. */
export type MimeBundle = Record<string, Json>;

/** What `execute_request` carries. */
export interface ExecuteRequest {
  readonly code: string;
  readonly silent: boolean;
  readonly store_history: boolean;
  readonly user_expressions: Record<string, string>;
  readonly allow_stdin: boolean;
  readonly stop_on_error: boolean;
}

/** What went wrong in a cell, as the protocol words it. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Reads an `execute_request` with the protocol's defaults for what a client left out. */
export function readExecuteRequest(content: JsonObject): ExecuteRequest {
  const silent = content["silent"] === true;
  return {
    code: typeof content["code"] === "string" ? content["code"] : "",
    silent,
    store_history: !silent && content["store_history"] !== false,
    user_expressions: readExpressions(content["user_expressions"]),
    allow_stdin: content["allow_stdin"] === true,
    stop_on_error: content["stop_on_error"] !== false,
  };
}

function readExpressions(value: Json | undefined): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

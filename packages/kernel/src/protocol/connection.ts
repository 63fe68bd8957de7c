import { readFileSync } from "node:fs";
import { ConnectionFileError } from "./connection-file-error.js";

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** Where the five channels listen, and the key that signs what crosses them. */
export interface ConnectionInfo {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/**
 * Reads the connection file that Jupyter names on the command line.
 * Throws `ConnectionFileError` where it is missing, is not JSON, lacks a port, or asks for a signature this kernel lacks.
 */
export function readConnectionFile(path: string): ConnectionInfo {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new ConnectionFileError(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  return parseConnection(text, path);
}

/** Reads the text of a connection file. `path` is what errors call it. Throws as `readConnectionFile` does. */
export function parseConnection(text: string, path: string): ConnectionInfo {
  const parsed = parse(text, path);
  for (const port of PORTS) {
    if (!Number.isInteger(parsed[port]))
      throw new ConnectionFileError(path, `"${port}" is missing or not an integer`);
  }
  const transport = parsed["transport"] ?? "tcp";
  if (transport !== "tcp" && transport !== "ipc") {
    throw new ConnectionFileError(
      path,
      `its transport is ${JSON.stringify(transport)}; it must be "tcp" or "ipc"`,
    );
  }
  const scheme = parsed["signature_scheme"] || "hmac-sha256";
  if (scheme !== "hmac-sha256") {
    throw new ConnectionFileError(
      path,
      `its signature_scheme is ${JSON.stringify(scheme)}; it must be "hmac-sha256"`,
    );
  }
  const info = {
    ...parsed,
    transport,
    signature_scheme: scheme,
    ip: parsed["ip"] ?? "127.0.0.1",
    key: parsed["key"] ?? "",
  };
  return info as unknown as ConnectionInfo;
}

/** The address of one channel, as ZeroMQ writes it. */
export function endpoint(info: ConnectionInfo, port: number): string {
  return info.transport === "ipc" ? `ipc://${info.ip}-${port}` : `tcp://${info.ip}:${port}`;
}

function parse(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new ConnectionFileError(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw new ConnectionFileError(path, "it does not contain a JSON object");
}

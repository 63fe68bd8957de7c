import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endpoint, readConnectionFile } from "./connection.js";
import { ConnectionFileError } from "./connection-file-error.js";

const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };

function write(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "actfn-connection-")), "connection.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("readConnectionFile", () => {
  it("fills in what Jupyter may leave out", () => {
    expect(readConnectionFile(write(ports))).toMatchObject({ ip: "127.0.0.1", transport: "tcp", key: "" });
  });

  it.each([
    ["a missing port", { ...ports, hb_port: undefined }, "hb_port"],
    ["an unknown transport", { ...ports, transport: "udp" }, 'it must be "tcp" or "ipc"'],
    ["an unknown signature", { ...ports, signature_scheme: "hmac-md5" }, '"hmac-sha256"'],
    ["what is not JSON", "{", "is invalid"],
    ["what is not an object", "3", "JSON object"],
  ])("rejects %s and says what is allowed", (_, content, text) => {
    const path = write(content);
    expect(() => readConnectionFile(path)).toThrow(ConnectionFileError);
    expect(() => readConnectionFile(path)).toThrow(text);
  });

  it("rejects a path where nothing is", () => {
    expect(() => readConnectionFile("/nowhere/at/all.json")).toThrow(ConnectionFileError);
  });
});

describe("endpoint", () => {
  it("writes addresses as ZeroMQ wants them", () => {
    const info = readConnectionFile(write({ ...ports, ip: "127.0.0.1" }));
    expect(endpoint(info, 77)).toBe("tcp://127.0.0.1:77");
    expect(endpoint({ ...info, transport: "ipc", ip: "/tmp/k" }, 2)).toBe("ipc:///tmp/k-2");
  });
});

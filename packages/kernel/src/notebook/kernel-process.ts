import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:net";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ConnectionInfo } from "../protocol/connection.js";

/** The file that starts the kernel: what kernel.json names, too. */
export const KERNEL_ENTRY: string = fileURLToPath(new URL("../../bin/actfn-kernel.js", import.meta.url));

/**
 * From Node 22 on V8 lets its space for new objects grow to a size by which a kernel would take 330 MB; so limited it
 * takes 240, and no longer for anything.
 */
const MEMORY_FLAGS: readonly string[] =
  Number(process.versions.node.split(".")[0]) >= 22 ? ["--max-semi-space-size=4"] : [];

/**
 * What Node is told when it runs the kernel. An endless loop in the callback of a timer is ended from outside, and Node
 * would take the books that the callback left open for its own corruption, and abort.
 */
export const NODE_FLAGS: readonly string[] = ["--no-force-async-hooks-checks", ...MEMORY_FLAGS];

/** Where a kernel that is a child of this process reads what a connection file holds. */
const CONNECTION_DESCRIPTOR = 3;

const LAST_WORDS = 4000;

/** A kernel that runs as a child of this process. */
export interface KernelProcess {
  readonly connection: ConnectionInfo;
  readonly pid: number;
  /** Resolves to how the process ended, when it has. */
  readonly ended: Promise<string>;
  /** What the process has printed outside of any cell. */
  lastWords(): string;
  /** Sends a signal. */
  signal(name: "SIGINT" | "SIGKILL"): void;
}

/** Starts a kernel in a folder, on free ports of the loopback interface. It ends when this process does, however it ends. */
export async function startKernelProcess(directory: string): Promise<KernelProcess> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  const connection = {
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: hb!,
  } as const;
  const child = spawn(
    process.execPath,
    [...NODE_FLAGS, KERNEL_ENTRY, "--connection-fd", String(CONNECTION_DESCRIPTOR)],
    {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
      // A group of its own, so that Ctrl-C in the terminal reaches the runner alone, which then interrupts the cell.
      detached: process.platform !== "win32",
    },
  );
  const lastWords = keepLastWords(child);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`it could not be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  // The pipe stays open: its end tells the kernel of the end of this process.
  const pipe = child.stdio[CONNECTION_DESCRIPTOR] as Writable;
  pipe.on("error", () => {}).write(`${JSON.stringify(connection)}\n`);
  return { connection, pid: child.pid ?? -1, ended, lastWords, signal: (name) => void child.kill(name) };
}

function keepLastWords(child: ChildProcess): () => string {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-LAST_WORDS);
    });
  }
  return () => words.trim();
}

/** Ports that nobody listens on. All are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

import { once } from "node:events";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { type ConnectionInfo, parseConnection, readConnectionFile } from "../protocol/connection.js";
import { watchInterrupts } from "../server/interrupts.js";

/** What Jupyter runs: the kernel, until it is told to end. */
export async function startFromConnectionFile(path: string): Promise<number> {
  return await start(readConnectionFile(path));
}

/**
 * What `actfn-kernel run` runs: the kernel, until it is told to end or its parent ends, however early. The parent holds
 * the other end of a pipe, writes the connection into it as a line of JSON, and leaves it open.
 */
export async function startFromParent(descriptor: number): Promise<number> {
  const pipe = new Socket({ fd: descriptor });
  pipe.once("error", () => {}).once("close", () => process.exit(1));
  const lines = createInterface({ input: pipe });
  const [line] = await once(lines, "line");
  pipe.unref();
  return await start(parseConnection(String(line), "from the parent process"));
}

async function start(connection: ConnectionInfo): Promise<number> {
  // Interrupts and the end of the parent are watched for first: loading the rest takes a second.
  const interrupts = await watchInterrupts();
  const { startKernel } = await import("../server/kernel.js");
  await startKernel(connection, interrupts);
  return 0;
}

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Output } from "../src/notebook/format.js";
import { KernelClient } from "../src/notebook/kernel-client.js";
import { type KernelProcess, startKernelProcess } from "../src/notebook/kernel-process.js";
import { OutputBook } from "../src/notebook/outputs.js";
import type { JsonObject, Message } from "../src/protocol/message.js";

/** A real kernel process, in an empty folder, for a test to talk to. */
export interface TestKernel {
  readonly client: KernelClient;
  readonly process: KernelProcess;
  /** Runs a cell; resolves to its reply, what Jupyter would keep of its outputs, and the messages themselves. */
  run(code: string, request?: JsonObject, onMessage?: (message: Message) => void): Promise<Ran>;
  /** Runs a cell; resolves to its result as text, or to its status and the message of its error. */
  value(code: string): Promise<string>;
}

/** A cell that has run. */
export interface Ran {
  readonly reply: JsonObject;
  readonly outputs: readonly Output[];
  readonly messages: readonly Message[];
  /** All that was printed to stdout. */
  readonly text: string;
}

/** Starts a kernel in `directory`, by default one where nothing is installed. */
export async function startTestKernel(directory: string = emptyFolder()): Promise<TestKernel> {
  const process = await startKernelProcess(directory);
  const client = await KernelClient.connect(process);
  const testKernel: TestKernel = {
    client,
    process,
    run: async (code, request = {}, onMessage = () => {}) => {
      const messages: Message[] = [];
      const content = {
        code,
        silent: false,
        store_history: true,
        allow_stdin: false,
        stop_on_error: true,
        ...request,
      };
      const reply = await client.request("execute_request", content, (message) => {
        messages.push(message);
        onMessage(message);
      });
      const book = new OutputBook();
      for (const message of messages) book.take("cell", message);
      const outputs = book.of("cell");
      const text = outputs
        .map((output) => (output.output_type === "stream" && output.name === "stdout" ? output.text : ""))
        .join("");
      return { reply, outputs, messages, text };
    },
    value: async (code) => {
      const { outputs, reply } = await testKernel.run(code);
      const result = outputs.find(({ output_type }) => output_type === "execute_result");
      if (result !== undefined && "data" in result) return String(result.data["text/plain"]);
      return `${reply["status"]} ${reply["evalue"] ?? ""}`.trim();
    },
  };
  return testKernel;
}

/** A folder with nothing in it, and nothing above it to resolve modules from. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), "actfn empty "));
}

/** Whether a process is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dealer } from "zeromq";
import { endpoint } from "../src/protocol/connection.js";
import { createWire, type Wire } from "../src/protocol/wire.js";
import { startTestKernel, type TestKernel } from "./kernel.js";

/** The stdin of the test kernel's client: what Jupyter shows a prompt for, and sends the answer by. */
class Person {
  readonly #socket: Dealer;
  readonly #wire: Wire;

  constructor({ client, process: { connection } }: TestKernel) {
    this.#wire = createWire(connection.key);
    this.#socket = new Dealer({ linger: 0, routingId: client.identity });
    this.#socket.connect(endpoint(connection, connection.stdin_port));
  }

  /** Waits for the next prompt. */
  async prompt(): Promise<string> {
    const decoded = this.#wire.decode(await this.#socket.receive());
    if (!decoded.ok) throw new Error(decoded.reason);
    return String(decoded.message.content["prompt"]);
  }

  async answer(value: string): Promise<void> {
    const header = {
      msg_id: `answer-${value}`,
      msg_type: "input_reply",
      session: "person",
      username: "person",
      date: new Date().toISOString(),
      version: "5.4",
    };
    const message = { header, parent_header: {}, metadata: {}, content: { value }, buffers: [] };
    await this.#socket.send(this.#wire.encode([], message));
  }

  /** Whether nothing more is asked, up to the end of some work. */
  async isLeftAlone(work: Promise<unknown>): Promise<boolean> {
    this.#socket.receiveTimeout = 0;
    await work;
    const received = await this.#socket.receive().then(
      () => true,
      () => false,
    );
    this.#socket.receiveTimeout = -1;
    return !received;
  }

  close(): void {
    this.#socket.close();
  }
}

let kernel: TestKernel;
let person: Person;
beforeAll(async () => {
  kernel = await startTestKernel();
  person = new Person(kernel);
});
afterAll(async () => {
  person.close();
  await kernel.client.close();
});

const asking = { allow_stdin: true };
const result = (text: string): object[] => [{ output_type: "execute_result", data: { "text/plain": text } }];

describe("input", () => {
  it("asks, and is given the answer", async () => {
    const running = kernel.run('await input("Your name? ")', asking);
    expect(await person.prompt()).toBe("Your name? ");
    await person.answer("Ada");
    expect((await running).outputs).toMatchObject(result("Ada"));
  });

  it("asks the second of two questions when the first has been answered", async () => {
    const running = kernel.run('await Promise.all([input("first"), input("second")])', asking);
    expect(await person.prompt()).toBe("first");
    // Another request is answered meanwhile: whatever is sent by then has arrived.
    expect(await person.isLeftAlone(kernel.client.request("kernel_info_request", {}))).toBe(true);
    await person.answer("1");
    expect(await person.prompt()).toBe("second");
    await person.answer("2");
    expect((await running).outputs).toMatchObject(result("[ '1', '2' ]"));
  });

  it.skipIf(process.platform === "win32")(
    "is ended by an interrupt, and a later cell asks anew",
    async () => {
      const running = kernel.run('await Promise.all([input("first"), input("second")])', asking);
      expect(await person.prompt()).toBe("first");
      kernel.client.interrupt();
      expect((await running).reply).toMatchObject({ status: "error", ename: "Interrupted" });
      const next = kernel.run('await input("again")', asking);
      expect(await person.prompt()).toBe("again");
      await person.answer("here");
      expect((await next).outputs).toMatchObject(result("here"));
    },
  );

  it("does not wait for what an earlier cell has asked and nobody has answered", async () => {
    await kernel.run('void input("left behind")', asking);
    expect(await person.prompt()).toBe("left behind");
    const next = kernel.run('await input("now")', asking);
    expect(await person.prompt()).toBe("now");
    await person.answer("yes");
    expect((await next).outputs).toMatchObject(result("yes"));
  });

  it("refuses to ask where the request says that nobody can answer", async () => {
    const { reply } = await kernel.run('await input("anyone?")');
    expect(reply).toMatchObject({ status: "error", ename: "InputNotAllowedError" });
    expect(String(reply["evalue"])).toContain("allow_stdin is false");
  });
});

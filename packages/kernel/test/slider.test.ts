import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, Message, MimeBundle } from "../src/protocol/message.js";
import { type Ran, startTestKernel, type TestKernel } from "./kernel.js";

const VIEW = "application/vnd.jupyter.widget-view+json";
const SOFTMAX =
  'await use(cpu());\nconst s = slider("t", { from: 1, to: 3, steps: 5 }, async (t) => softmax([[t, 0]], { axis: 1 }));\ns';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startTestKernel();
});
afterAll(() => kernel.client.close());

function resultOf({ outputs }: Ran): MimeBundle {
  const result = outputs.find(({ output_type }) => output_type === "execute_result");
  return result !== undefined && "data" in result ? result.data : {};
}

/** The widgets that a cell opened, by the names of their models. */
function widgetsOf({ messages }: Ran): Map<string, { id: string; state: JsonObject }> {
  const opened = messages.filter(({ header }) => header.msg_type === "comm_open");
  return new Map(
    opened.map(({ content }) => {
      const { state } = content["data"] as { state: JsonObject };
      return [String(state["_model_name"]), { id: String(content["comm_id"]), state }];
    }),
  );
}

async function slide(id: string, state: JsonObject): Promise<Message[]> {
  const messages: Message[] = [];
  const data = { method: "update", state, buffer_paths: [] };
  await kernel.client.tell("comm_msg", { comm_id: id, data }, (message) => messages.push(message));
  return messages;
}

function updatesOf(messages: readonly Message[], id: string): JsonObject[] {
  return messages
    .filter(({ header, content }) => header.msg_type === "comm_msg" && content["comm_id"] === id)
    .map(({ content }) => content["data"] as JsonObject);
}

describe("a slider", () => {
  it("is drawn beforehand, and no widget, where the front end has shown none", async () => {
    const ran = await kernel.run(SOFTMAX);
    const bundle = resultOf(ran);
    expect(Object.keys(bundle).sort()).toEqual(["text/html", "text/plain"]);
    expect(String(bundle["text/html"]).match(/<div data-frame/g)).toHaveLength(5);
    expect(widgetsOf(ran).size).toBe(0);
  });

  describe("in a front end with widgets", () => {
    let ran: Ran;
    beforeAll(async () => {
      const comm_id = "control-1";
      await kernel.client.tell("comm_open", { comm_id, target_name: "jupyter.widget.control", data: {} });
      ran = await kernel.run(SOFTMAX);
    });

    it("is a view of a widget, with the drawn one beside it for pages without a kernel", () => {
      const bundle = resultOf(ran);
      const box = widgetsOf(ran).get("VBoxModel");
      expect(bundle[VIEW]).toEqual({ version_major: 2, version_minor: 0, model_id: box?.id });
      expect(String(bundle["text/html"])).toContain("data-actfn-slider");
    });

    it("speaks version 2 of the protocol", () => {
      const open = ran.messages.find(({ header }) => header.msg_type === "comm_open");
      expect(open?.metadata["version"]).toMatch(/^2\./);
      expect(widgetsOf(ran).get("FloatSliderModel")?.state).toMatchObject({
        _model_module: "@jupyter-widgets/controls",
        _model_module_version: "2.0.0",
        _view_name: "FloatSliderView",
        min: 1,
        max: 3,
        step: 0.01,
        value: 2,
        description: "t",
      });
    });

    it("when moved, computes anew in the kernel and sends the new picture", async () => {
      const widgets = widgetsOf(ran);
      const control = widgets.get("FloatSliderModel");
      const picture = widgets.get("HTMLModel");
      const messages = await slide(control!.id, { value: 2.5 });
      const [update] = updatesOf(messages, picture!.id);
      // softmax([2.5, 0]) is 0.924, 0.0759: a value between the positions that were drawn beforehand.
      expect(update).toMatchObject({ method: "update", state: { value: expect.stringContaining("0.924") } });
      expect(picture!.state["value"]).not.toContain("0.924");
      expect(updatesOf(messages, control!.id)).toMatchObject([{ method: "echo_update" }]);
      expect(resultOf(await kernel.run("s.value"))["text/plain"]).toBe("2.5");
    });

    it("moves on the backend that is registered by then", async () => {
      await kernel.run(
        "const seen = { calls: 0 }; const inner = await cpu(); await use({ contract: inner.contract, name: `counting`, info: inner.info, dispose: async () => {}, supports: (request) => inner.supports(request), execute: (request) => { seen.calls += 1; return inner.execute(request); } });",
      );
      await slide(widgetsOf(ran).get("FloatSliderModel")!.id, { value: 1.7 });
      expect(Number(resultOf(await kernel.run("seen.calls"))["text/plain"])).toBeGreaterThan(0);
    });

    it("shows why where a value cannot be drawn, and goes on", async () => {
      const made = await kernel.run(
        'const rules = { strict: false };\nconst picky = slider("n", [1, 2, 3], (n) => { if (rules.strict && n === 3) throw new RangeError("too much"); return n; });\npicky',
      );
      const widgets = widgetsOf(made);
      await kernel.run("rules.strict = true");
      const [control, picture] = [widgets.get("SelectionSliderModel")!.id, widgets.get("HTMLModel")!.id];
      const failed = updatesOf(await slide(control, { index: 2 }), picture);
      expect(failed).toMatchObject([{ state: { value: expect.stringContaining("RangeError: too much") } }]);
      const again = updatesOf(await slide(control, { index: 0 }), picture);
      expect(again).toMatchObject([{ state: { value: expect.not.stringContaining("RangeError") } }]);
    });

    it("gives its state to a page that is loaded anew", async () => {
      const data = { method: "request_states" };
      const messages: Message[] = [];
      await kernel.client.tell("comm_msg", { comm_id: "control-1", data }, (message) =>
        messages.push(message),
      );
      const [answer] = updatesOf(messages, "control-1");
      const states = answer?.["states"] as Record<string, { model_name: string; state: JsonObject }>;
      const slider = states[widgetsOf(ran).get("FloatSliderModel")!.id];
      expect(slider).toMatchObject({ model_name: "FloatSliderModel", state: { value: 1.7 } });
    });
  });
});

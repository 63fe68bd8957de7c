import { cpu } from "@actfn/backend-cpu";
import { checkBackend } from "@actfn/conformance";
import { ConfigError, defineActivation, gelu, mul, relu, Tensor, tensor } from "@actfn/core";
import { beforeAll, describe, expect, it } from "vitest";
import { slider } from "../slider.js";
import { bundleOf, JUPYTER_DISPLAY } from "./bundle.js";
import { display } from "./display.js";
import { progressBar } from "./progress.js";
import { installRenderers } from "./renderers.js";
import { table } from "./table.js";
import { html, md, svg, tex } from "./tags.js";

beforeAll(installRenderers);

describe("bundleOf", () => {
  it("has text for every value", async () => {
    for (const value of [1, "a", null, undefined, { a: 1 }, [1, 2], () => 1, new Map([[1, 2]])]) {
      expect(typeof (await bundleOf(value))["text/plain"]).toBe("string");
    }
  });

  it("takes a value's own word, adds text to it, and waits for promises", async () => {
    const value = { [JUPYTER_DISPLAY]: async () => ({ "text/html": "<b>x</b>" }) };
    expect(await bundleOf(value)).toMatchObject({
      "text/html": "<b>x</b>",
      "text/plain": expect.any(String),
    });
  });

  it("shows tensors with dtype and shape, elided", async () => {
    const bundle = await bundleOf(
      tensor([
        [1, -2.5],
        [0, 4],
      ]),
    );
    expect(bundle["text/plain"]).toBe("Tensor float32 [2, 2]\n[[1, −2.5],\n [0, 4]]");
    const long = await bundleOf(tensor(new Float32Array(1000)));
    expect(long["text/plain"]).toBe("Tensor float32 [1000], 1000 elements\n[0, 0, 0, 0, …, 0, 0, 0, 0]");
    expect(String(long["text/html"]).match(/<td/g)).toHaveLength(9);
  });

  it("shows scalars, empty tensors, and the numbers of the 16-bit types", async () => {
    expect((await bundleOf(new Tensor("float64", [], Float64Array.of(3))))["text/plain"]).toBe(
      "Tensor float64 []\n3",
    );
    expect((await bundleOf(tensor(new Float32Array(0))))["text/plain"]).toBe("Tensor float32 [0]\n[]");
    expect((await bundleOf(tensor([1.5], { dtype: "float16" })))["text/plain"]).toBe(
      "Tensor float16 [1]\n[1.5]",
    );
    expect((await bundleOf(tensor([1.5, 0.1], { dtype: "bfloat16" })))["text/plain"]).toBe(
      "Tensor bfloat16 [2]\n[1.5, 0.1001]",
    );
  });

  it("claims nothing of an activation that does not say what is known of it", async () => {
    const mine = defineActivation({ name: "mine", expression: ({ x }) => mul(x, x) });
    const markdown = (await bundleOf(mine))["text/markdown"] as string;
    expect(markdown).toContain("$$f(x) = ");
    expect(markdown).not.toMatch(/range|monotonic|undefined/);
  });

  it("shows activations with formula, facts and picture", async () => {
    const bundle = await bundleOf(gelu);
    expect(bundle["text/markdown"]).toContain("$$f'(x) = ");
    expect(bundle["text/markdown"]).toContain("data:image/svg+xml;base64,");
    expect(bundle["text/plain"]).toContain("GELU (gelu)");
  });
});

describe("a conformance report", () => {
  it("is shown as its verdict, and with its tables", async () => {
    const report = await checkBackend(cpu, { effort: "quick", activations: [relu], groups: ["contract"] });
    const bundle = await bundleOf(report);
    expect(bundle["text/plain"]).toMatch(/^cpu passes: /);
    expect(bundle["text/markdown"]).toContain("| group | guarantee |");
  });
});

describe("an option that does not exist", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["display", () => display(1, { ids: "a" } as object), /display: .*"ids"\. Did you mean "id"\?/],
    ["table", () => table([], { captoin: "a" } as object), /table: .*Did you mean "caption"\?/],
    ["a progress bar", () => progressBar({ totl: 1 } as object), /progress: .*Did you mean "total"\?/],
    [
      "a slider's range",
      () => slider("t", { from: 0, to: 1, step: 3 } as object as never, String),
      /slider "t": .*Did you mean "steps"\?/,
    ],
  ])("of %s throws an error with the nearest name", async (_, make, message) => {
    const attempt = (async () => make())();
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(message);
  });
});

describe("the tags", () => {
  it("escape what is woven in, except what is marked up already", () => {
    expect(html`<i>${"<x>"}${html`<b>y</b>`}</i>`.source).toBe("<i>&#60;x&#62;<b>y</b></i>");
    expect(svg`<text>${"&"}</text>`.source).toBe("<text>&#38;</text>");
    expect(html`<p>${tex`a<b`} ${md`<i>`}</p>`.source).toBe("<p>$$a&#60;b$$ &#60;i&#62;</p>");
  });

  it("leave backslashes of formulas alone", () => {
    expect(tex`\frac{1}{${2}}`.source).toBe("$$\\frac{1}{2}$$");
    expect(
      md`
      # A
      $\alpha$
    `.source,
    ).toBe("# A\n$\\alpha$");
  });
});

describe("a table", () => {
  const records = [
    { name: "relu", loss: 0.31234567 },
    { name: "<gelu>", loss: 2 },
  ];

  it("aligns words to the left and numbers to the right", () => {
    expect(String(table(records))).toBe("name      loss\n──────  ──────\nrelu    0.3123\n<gelu>       2");
  });

  it("escapes its cells and keeps pictures", async () => {
    const rich = table([{ name: "<b>", picture: svg`<svg></svg>` }], { caption: "Cap" });
    const bundle = await bundleOf(rich);
    expect(bundle["text/html"]).toContain("&#60;b&#62;");
    expect(bundle["text/html"]).toContain("<svg></svg>");
    expect(bundle["text/plain"]).toContain("Cap");
  });

  it("is empty without records", () => {
    expect(String(table([]))).toBe("\n");
  });
});

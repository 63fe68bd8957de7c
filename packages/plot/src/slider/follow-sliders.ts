/** What is needed of an element that sliders lie in; every DOM node and `document` itself has it. */
export interface SliderRoot {
  addEventListener(type: "input", listener: (event: { readonly target: unknown }) => void): void;
}

interface FrameElement {
  hidden: boolean;
}

interface SliderInput {
  readonly value: string;
  readonly dataset: { readonly values?: string };
  closest(selector: string): SliderBox | null;
}

interface SliderBox {
  querySelectorAll(selector: string): Iterable<FrameElement>;
  querySelector(selector: string): { value: string } | null;
}

/**
 * Makes the sliders below `root` move their pictures, also those that are added later: `followSliders(document)`.
 *
 * In a notebook a slider's own inline handler does this. A page whose Content-Security-Policy forbids such handlers
 * calls this once instead; they may then be removed from the HTML. All that is read stands in the markup: a box with
 * `data-actfn-slider`, in it an `input` with the shown values in `data-values`, an `output`, and one `data-frame` a
 * position, all but one `hidden`.
 */
export function followSliders(root: SliderRoot): void {
  root.addEventListener("input", ({ target }) => {
    if (!isSliderInput(target)) return;
    const box = target.closest("[data-actfn-slider]");
    if (box === null) return;
    const position = Number(target.value);
    [...box.querySelectorAll("[data-frame]")].forEach((frame, i) => {
      frame.hidden = i !== position;
    });
    const shown = box.querySelector("output");
    if (shown !== null) shown.value = target.dataset.values?.split("|")[position] ?? "";
  });
}

function isSliderInput(target: unknown): target is SliderInput {
  const { closest, dataset } = (target ?? {}) as Partial<SliderInput>;
  return typeof closest === "function" && dataset?.values !== undefined;
}

import { type FigureOptions, figure, partsOf } from "./figure.js";

/**
 * Shows a figure in a box. One that is there with the same size and curves is changed in place, which costs a fraction of
 * building it anew: the data of its paths, its text, and its grid where that differs.
 */
export function redraw(box: Element, options: FigureOptions): void {
  const shown = box.querySelector("svg.figure");
  const parts = partsOf(options);
  const paths = [...(shown?.querySelectorAll("path.curve") ?? [])];
  const isAlike =
    shown?.getAttribute("viewBox") === parts.viewBox &&
    paths.length === parts.paths.length &&
    parts.paths.every(({ role }, i) => paths[i]?.classList.contains(role));
  if (shown === null || !isAlike) {
    box.innerHTML = figure(options);
    return;
  }
  for (const [i, { d }] of parts.paths.entries()) paths[i]?.setAttribute("d", d);
  say(shown.querySelector("title"), parts.title);
  say(shown.querySelector("desc"), parts.text);
  const ground = shown.querySelector("g.ground");
  if (ground !== null && grounds.get(ground) !== parts.ground) {
    ground.innerHTML = parts.ground;
    grounds.set(ground, parts.ground);
  }
}

/** What was last written into a grid, since reading it back would serialize it. */
const grounds = new WeakMap<Element, string>();

function say(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** The width of text in ems, roughly, for there is no one to ask: SVG is drawn without a browser here. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += emsOf(character);
  return width * size;
}

function emsOf(character: string): number {
  if ("iljtfr.,:;'′″|!()[] ".includes(character)) return 0.36;
  if ("mwMW@%".includes(character)) return 0.92;
  if (/[A-Z]/.test(character)) return 0.7;
  return 0.6;
}

/** Escapes text for HTML and SVG, in content and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

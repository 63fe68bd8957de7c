/** The choice that was probably meant: the one that takes the fewest letters to change, where few are enough. */
function nearest(given: unknown, choices: readonly string[]): string | undefined {
  if (typeof given !== "string") return undefined;
  const word = given.toLowerCase();
  let [best, fewest] = [undefined as string | undefined, Math.max(1, Math.floor(word.length / 3)) + 1];
  for (const choice of choices) {
    const changes = distance(word, choice.toLowerCase());
    if (changes < fewest) [best, fewest] = [choice, changes];
  }
  return best;
}

/** A question for a message, `Did you mean "threads"? `, with the space after it; empty where nothing is near. */
export function didYouMean(given: unknown, choices: readonly string[]): string {
  const meant = nearest(given, choices);
  return meant === undefined ? "" : `Did you mean "${meant}"? `;
}

/** How many letters must be changed, left out or put in. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

let made = 0;

/** Names for outputs, told apart within a run: what `node:crypto` is asked for where there is no Node. */
export function randomUUID(): string {
  made += 1;
  return `output-${made}`;
}

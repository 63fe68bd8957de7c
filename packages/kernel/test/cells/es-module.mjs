// What Node makes of ES modules: for each line of stdin, a JSON string of source text, prints a line of JSON with what the
// module's `shown` resolves to, or `null` where the module cannot be parsed or fails.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const source = encodeURIComponent(JSON.parse(line));
  const outcome = import(`data:text/javascript,${source}`).then(({ shown }) => shown);
  console.log(JSON.stringify(await outcome.catch(() => null)));
}

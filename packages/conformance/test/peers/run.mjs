// Puts other libraries under the suite's cases and writes what came of it to testdata/results.json, for the docs, and out/peers.html, to read:
//   npm run build && npm ci --prefix packages/conformance/test/peers && npm run peers --prefix packages/conformance/test/peers

import { mkdirSync, writeFileSync } from "node:fs";
import { checkBackend, summary, toHtml } from "@actfn/conformance";
import { catalogue, toRequest } from "@actfn/core";
import { jaxJs } from "./jax-js.mjs";
import { onnxruntime } from "./onnxruntime.mjs";
import { tfjs } from "./tfjs.mjs";
import { torch } from "./torch.mjs";

const peers = {
  "tfjs-cpu": () => tfjs("cpu"),
  "tfjs-wasm": () => tfjs("wasm"),
  "jax-js": jaxJs,
  "onnxruntime-node": onnxruntime,
  pytorch: torch,
};

/** Only what is about numbers: a library's memory and life cycle are its own. */
const groups = /** @type {const} */ (["golden", "specials", "metamorphic"]);

/** @param {import("@actfn/core").Backend} backend */
function supported(backend) {
  return catalogue.filter(({ definition }) => {
    if (Object.values(definition.options).some(({ type }) => type === "tensor")) return false;
    const x = new Float32Array(2);
    try {
      return (
        backend.supports(toRequest({ definition, pass: "forward", x, options: {} }, "fast")).status !==
        "unsupported"
      );
    } catch {
      return false;
    }
  });
}

/** @param {string} name @param {() => Promise<import("@actfn/core").Backend | undefined>} make */
async function check(name, make) {
  const backend = await make();
  if (backend === undefined) {
    console.log(`${name}: skipped, it is not installed here.`);
    return undefined;
  }
  const report = await checkBackend(backend, {
    activations: supported(backend),
    groups,
    dtypes: ["float32"],
    precisions: ["fast"],
    deviations: [
      {
        id: "coverage",
        reason: "The library has no such function or gradient.",
        where: {},
        expect: "unsupported",
      },
    ],
  });
  await backend.dispose();
  console.log(summary(report));
  return report;
}

/** The facts of a report that the docs show: errors, and for each kind of call the worst results with their sources.
 * @param {import("@actfn/conformance").Report} report */
function factsOf({ backend, date, environment, totals, accuracy, findings }) {
  const deviations = findings
    .filter(({ status, subject }) => status === "failed" && subject.group !== "metamorphic")
    .map(({ subject, deviating, compared, failures }) => ({
      ...subject,
      deviating,
      compared,
      worst: failures[0],
    }));
  return { backend, date: date.slice(0, 10), environment, totals, accuracy, deviations };
}

const wanted = process.argv.slice(2);
const reports = [];
for (const [name, make] of Object.entries(peers)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const report = await check(name, make);
  if (report !== undefined) reports.push(report);
}
if (wanted.length === 0) {
  writeFileSync(
    new URL("testdata/results.json", import.meta.url),
    `${JSON.stringify(reports.map(factsOf))}\n`,
  );
}
mkdirSync(new URL("out/", import.meta.url), { recursive: true });
writeFileSync(new URL("out/peers.html", import.meta.url), toHtml(reports));
process.exit(0);

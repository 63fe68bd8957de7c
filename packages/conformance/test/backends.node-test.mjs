// node --test: the reference by the adapter for Node's own runner. node-test-adapter.test.ts runs it.

import { describeBackend } from "@actfn/conformance/node-test";
import { evaluateRequest } from "@actfn/core/program";

const reference = (evaluate) => ({
  contract: "v1",
  name: "reference",
  info: { version: "1", runtime: "core", device: "cpu", threads: 1, native: [] },
  supports: () => ({ status: "lowered" }),
  execute: async (request) => evaluate(request),
  dispose: async () => {},
});

const profile = { activations: ["relu"], groups: ["specials"], dtypes: ["float32"], precisions: ["strict"] };
const wrong = (request) => {
  const answer = evaluateRequest(request);
  for (const { data } of answer) data.fill(0);
  return answer;
};

describeBackend("right", reference(evaluateRequest), profile);
describeBackend("wrong", reference(wrong), profile);

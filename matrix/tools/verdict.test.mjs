import { describe, expect, test } from "vitest";
import { cellsOf } from "./verdict.mjs";

describe("a row's cells", () => {
  const right = { strict: "aa", exact: "bb" };
  const found = {
    cpu: { digest: "aa", runtime: "WebAssembly SIMD" },
    threads: { threads: 2, same: true },
    onnx: { digest: "bb", runtime: "onnxruntime-node" },
    isolate: { digest: "aa" },
  };
  /** @param {object} more @param {object} [declared] */
  const statuses = (more, declared = {}) => {
    const cells = cellsOf({ found: { ...found, ...more }, problems: [] }, declared, right);
    return Object.fromEntries(Object.entries(cells).map(([name, { status }]) => [name, status]));
  };
  const typed = { error: { name: "BackendStartError", code: "ACTFN_BACKEND_START", message: "no" } };
  const untyped = { error: { name: "TypeError", code: "ERR_INVALID_URL", message: "no" } };

  test("are right where everything is", () => {
    expect(new Set(Object.values(statuses({})))).toEqual(new Set(["right"]));
  });

  test("are wrong with other bits, with an error, and with one thread, unless that is declared and typed", () => {
    expect(statuses({ cpu: { digest: "ab" } }).cpu).toBe("wrong");
    expect(statuses({ threads: { threads: 2, same: false } }).threads).toBe("wrong");
    expect(statuses({ onnx: typed }).onnx).toBe("wrong");
    expect(statuses({ onnx: typed }, { onnx: "No native code." }).onnx).toBe("declared");
    expect(statuses({ onnx: untyped }, { onnx: "No native code." }).onnx).toBe("wrong");
    const single = { threads: { threads: 1, threadLimit: "no workers", same: true } };
    expect(statuses(single).threads).toBe("wrong");
    expect(statuses(single, { threads: "No workers." }).threads).toBe("declared");
    expect(statuses({ threads: { threads: 1, same: true } }, { threads: "No workers." }).threads).toBe(
      "wrong",
    );
  });

  test("are wrong where what is declared not to work does", () => {
    expect(statuses({}, { isolate: "No files." }).isolate).toBe("wrong");
  });

  test("are wrong where a warning or an unhandled error came with them", () => {
    expect(cellsOf({ found, problems: ["a warning"] }, {}, right)["import"]?.status).toBe("wrong");
    expect(cellsOf({ found: undefined, problems: [] }, {}, right)["import"]?.status).toBe("wrong");
  });
});

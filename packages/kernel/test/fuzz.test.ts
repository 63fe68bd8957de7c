import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { hasTag, parseNotebook, printNotebook } from "../src/notebook/format.js";
import { NotebookError } from "../src/notebook/notebook-error.js";
import { parsePercent } from "../src/notebook/percent.js";
import { readComm } from "../src/protocol/comm.js";
import { readConnectionFile } from "../src/protocol/connection.js";
import { ConnectionFileError } from "../src/protocol/connection-file-error.js";
import { type JsonObject, readExecuteRequest } from "../src/protocol/message.js";
import { createWire } from "../src/protocol/wire.js";

// Fixed, so that a failure can be repeated; fast-check prints the path to it.
const parameters = { seed: 0xac7f, numRuns: 2000 };

const delimiter = Buffer.from("<IDS|MSG>");
const json = fc.jsonValue({ maxDepth: 3 });
const names = [
  "msg_id",
  "msg_type",
  "code",
  "comm_id",
  "target_name",
  "data",
  "user_expressions",
  "__proto__",
];
const record = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), json, { maxKeys: 6 });
const frame = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.constant(delimiter),
  fc.constant(Buffer.alloc(0)),
  fc.oneof(json, record).map((value) => Buffer.from(JSON.stringify(value))),
);

describe("what a client sends", () => {
  it("is a message or refused with a reason, whatever the frames are", () => {
    const [signed, open] = [createWire("secret"), createWire("")];
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 10 }), (frames) => {
        expect(signed.decode(frames).ok).toBe(false);
        const decoded = open.decode([delimiter, Buffer.alloc(0), ...frames]);
        if (decoded.ok) expect(typeof decoded.message.header.msg_type).toBe("string");
        else expect(decoded.reason).not.toBe("");
      }),
      parameters,
    );
  });

  it("is read with the protocol's defaults, whatever a content holds", () => {
    fc.assert(
      fc.property(record, (content) => {
        const request = readExecuteRequest(content as JsonObject);
        expect(typeof request.code).toBe("string");
        for (const expression of Object.values(request.user_expressions))
          expect(typeof expression).toBe("string");
        const comm = readComm(content as JsonObject);
        if (comm !== undefined) expect(comm.id).not.toBe("");
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      parameters,
    );
  });
});

describe("files", () => {
  const folder = mkdtempSync(join(tmpdir(), "actfn fuzz "));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("that are no connection files are refused with a typed error", () => {
    const path = join(folder, "connection.json");
    const ports = fc.dictionary(
      fc.constantFrom(
        "shell_port",
        "iopub_port",
        "stdin_port",
        "control_port",
        "hb_port",
        "transport",
        "key",
      ),
      fc.oneof(json, fc.nat(65535)),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json.map((value) => JSON.stringify(value)),
          ports.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          writeFileSync(path, text);
          try {
            expect(Number.isInteger(readConnectionFile(path).hb_port)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ConnectionFileError);
          }
        },
      ),
      { ...parameters, numRuns: 300 },
    );
  });

  it("that are no notebooks are refused with a typed error; the others are written as they were read", () => {
    const cell = fc.record(
      {
        cell_type: fc.oneof(fc.constantFrom("code", "markdown", "raw"), json),
        id: json,
        metadata: fc.oneof(json, fc.record({ tags: json })),
        source: fc.oneof(fc.string(), fc.array(fc.string()), json),
        execution_count: json,
        outputs: fc.oneof(
          json,
          fc.array(
            fc.oneof(
              json,
              fc.record({
                output_type: fc.constantFrom("stream", "display_data", "error"),
                text: json,
                data: json,
              }),
            ),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const notebook = fc.record({
      nbformat: fc.oneof({ weight: 9, arbitrary: fc.constant(4) }, { weight: 1, arbitrary: json }),
      nbformat_minor: json,
      metadata: json,
      cells: fc.oneof(
        { weight: 9, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: cell }, json)) },
        json,
      ),
    });
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: notebook }, json), (value) => {
        let text: string;
        try {
          const parsed = parseNotebook(JSON.stringify(value), "fuzz.ipynb");
          for (const cell of parsed.cells) expect(typeof hasTag(cell, "x")).toBe("boolean");
          text = printNotebook(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(NotebookError);
          return;
        }
        expect(printNotebook(parseNotebook(text, "fuzz.ipynb"))).toBe(text);
      }),
      parameters,
    );
  });

  it("of any text are notebooks in the percent format", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("// %%", "// %% [markdown]", "// %% tags=a,b", "// text", "\u2028"),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { cells } = parsePercent(lines.join("\n"));
        expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      }),
      parameters,
    );
  });
});

/** The probe in a page, as in `?parts=digest,conformance-cpu`: posts each cell as JSON, then an empty line. */
import { NotHere, type Part, probe } from "./probe.js";

const post = async (body: string): Promise<void> => {
  await fetch("/cell", { method: "POST", body });
};
const parts = new URL(location.href).searchParams.get("parts")?.split(",") ?? [];

probe(parts as Part[], {
  emit: (cell) => post(JSON.stringify(cell)),
  onnx: async () => {
    throw new NotHere("onnxruntime-node is for Node; the matrix does not run onnxruntime-web yet");
  },
}).then(
  () => post(""),
  (error: unknown) => post(JSON.stringify({ part: "page", seconds: 0, error: String(error) })),
);

import { defineConfig } from "@actfn/core/config";

export default defineConfig({
  backends: ["onnx", "cpu"], // or { module: "./mine.js", factory: "mine", options: {} }
  precision: "strict",
  fallback: { on: "fault", breaker: true },
  limits: { timeout: 2000, concurrency: 64, queue: 256 },
  stats: true,
});

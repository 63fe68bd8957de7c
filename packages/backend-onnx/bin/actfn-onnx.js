#!/usr/bin/env node
import { run } from "../dist/cli/run.js";

// A reader such as `head` that has seen enough is no failure.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});

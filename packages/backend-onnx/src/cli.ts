#!/usr/bin/env node
import { run } from "./cli/run.js";

// A reader such as `head` that has seen enough is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const terminal = {
  out: (line: string): void => void process.stdout.write(`${line}\n`),
  error: (line: string): void => void process.stderr.write(`${line}\n`),
};

void run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});

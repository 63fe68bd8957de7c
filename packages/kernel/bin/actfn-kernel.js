#!/usr/bin/env node
// An interrupt that comes while a kernel starts finds nothing to interrupt, and must not end it: it is ignored from here on
// until the kernel watches for interrupts itself. So this comes before anything is loaded.
if (process.argv.some((argument) => argument.startsWith("--connection-"))) process.on("SIGINT", () => {});

const { main } = await import("../dist/command/main.js");
process.exitCode = await main(process.argv.slice(2));

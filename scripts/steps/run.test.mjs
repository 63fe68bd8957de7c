import { expect, test } from "vitest";
import { run } from "./run.mjs";

const node = process.execPath;

test("returns what a program prints, and its code", async () => {
  const ended = await run(node, ["-e", "console.log('out'); console.error('err'); process.exit(3)"], {
    quiet: true,
  });
  expect(ended.code).toBe(3);
  expect(ended.output.split("\n").filter(Boolean).sort()).toEqual(["err", "out"]);
});

test("passes arguments through untouched, spaces and quotes included", async () => {
  const { output } = await run(node, ["-p", "process.argv[1]", `a "b" $HOME`], { quiet: true });
  expect(output.trim()).toBe(`a "b" $HOME`);
});

test("says that a program does not exist, and does not throw", async () => {
  const ended = await run("actfn-no-such-program", [], { quiet: true });
  expect(ended.code).toBe(127);
  expect(ended.output).toContain("ENOENT");
});

test("ends a program that runs over its time", async () => {
  const ended = await run(node, ["-e", "setInterval(() => {}, 1000)"], { quiet: true, timeoutSeconds: 0.3 });
  expect(ended.code).not.toBe(0);
  expect(ended.output).toContain("ended by SIGTERM");
});

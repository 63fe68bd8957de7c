import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printNotebook } from "../src/notebook/format.js";
import { KERNEL_ENTRY, NODE_FLAGS } from "../src/notebook/kernel-process.js";
import { parsePercent } from "../src/notebook/percent.js";
import { emptyFolder } from "./kernel.js";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [KERNEL_ENTRY, ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
      },
    );
  });
}

function writeNotebook(text: string): string {
  const path = join(emptyFolder(), "trial.ipynb");
  writeFileSync(path, printNotebook(parsePercent(text)));
  return path;
}

interface Executed {
  readonly nbformat_minor: number;
  readonly cells: readonly {
    readonly outputs: readonly unknown[];
    readonly execution_count: number | null;
  }[];
}

const readNotebook = (path: string): Executed => JSON.parse(readFileSync(path, "utf8"));

describe("run", () => {
  it("executes every cell, writes both files, shows the last cell's text, and exits 0", async () => {
    const path = writeNotebook(
      "// %% [markdown]\n// # A trial\n// %%\nconst a = 6;\n// %%\nplot(gelu)\n// %%\nconsole.log('the answer is', a * 7);",
    );
    const output = join(emptyFolder(), "a new", "folder");
    const { code, out } = await command(["run", path, "--output", output]);
    expect(code).toBe(0);
    expect(out).toMatch(/\[3\/3\] ✓/);
    expect(out).toContain("the answer is 42");
    const { cells, nbformat_minor } = readNotebook(join(output, "trial.ipynb"));
    expect(nbformat_minor).toBe(5);
    expect(cells.slice(1).map(({ execution_count }) => execution_count)).toEqual([1, 2, 3]);
    expect(readFileSync(join(output, "trial.html"), "utf8")).toMatch(/<title>A trial<[\s\S]*<svg/);
    expect(readNotebook(path).cells[1]?.outputs).toEqual([]);
  });

  const FAILING = '// %%\n1\n// %%\n2\n// %%\nthrow new Error("third");\n// %%\nconsole.log("after");';

  it("stops at the cell that fails, says where, keeps what was reached, and exits 1", async () => {
    const path = writeNotebook(FAILING);
    const { code, out } = await command(["run", path]);
    expect(code).toBe(1);
    expect(out).toContain("Error: third");
    expect(out).not.toContain("[4/4]");
    const { cells } = readNotebook(path);
    expect(cells[2]?.outputs).toMatchObject([{ output_type: "error", evalue: "third" }]);
    expect(cells[3]?.execution_count).toBeNull();
  });

  it("goes on with --allow-errors, and tells the failure all the same", async () => {
    const path = writeNotebook(FAILING);
    const { code } = await command(["run", path, "--allow-errors"]);
    expect(code).toBe(1);
    expect(readNotebook(path).cells[3]?.outputs).toMatchObject([{ text: ["after\n"] }]);
  });

  it("runs on after a cell that is tagged to fail, and passes over one tagged to be skipped", async () => {
    const path = writeNotebook(
      '// %% tags=raises-exception\nthrow new Error("x");\n// %% tags=skip-execution\nfor (;;) {}\n// %%\n"end"',
    );
    const { code, out } = await command(["run", path]);
    expect(code).toBe(0);
    expect(out).toContain("fails, as it should");
  });

  it("interrupts a cell that takes longer than --timeout", async () => {
    const path = writeNotebook("// %%\nawait 0; for (;;) {}");
    const { code, out } = await command(["run", path, "--timeout", "1"]);
    expect(code).toBe(1);
    expect(out).toContain("Interrupted");
  });

  it.each([[[]], [["--allow-errors"]]])(
    "keeps what was reached by a kernel that dies, says so, and exits 1 %s",
    async (options) => {
      const path = writeNotebook('// %%\n"first"\n// %%\nprocess.exit(9)\n// %%\n"after"');
      const output = emptyFolder();
      const { code, out } = await command(["run", path, "--output", output, ...options]);
      expect(code).toBe(1);
      expect(out).toContain("exit code 9");
      const { cells } = readNotebook(join(output, "trial.ipynb"));
      expect(cells[0]?.outputs).toMatchObject([{ data: { "text/plain": ["first"] } }]);
      expect(cells[1]?.outputs).toMatchObject([{ output_type: "error", ename: "KernelDiedError" }]);
      expect(cells[2]?.execution_count).toBeNull();
      expect(readFileSync(join(output, "trial.html"), "utf8")).toContain("exit code 9");
    },
  );

  it.each([
    ["kernelspec", { name: "python3", display_name: "Python 3", language: "python" }],
    ["language_info", { name: "python", version: "3.11" }],
  ])("leaves a notebook alone whose %s is in another language", async (key, said) => {
    const path = writeNotebook("// %%\n1");
    const text = JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), metadata: { [key]: said } });
    writeFileSync(path, text);
    const { code, err } = await command(["run", path]);
    expect(code).toBe(2);
    expect(err).toContain("is a notebook in python; it must be in TypeScript");
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it.each([
    ["a file that is not there", ["run", "nowhere.ipynb"], "There is no file nowhere.ipynb"],
    [
      "a timeout that is no number",
      ["run", KERNEL_ENTRY, "--timeout", "soon"],
      '--timeout is "soon"; it must be a number of seconds',
    ],
    ["no notebook at all", ["run"], "requires NOTEBOOK.ipynb"],
    ["a command that is none", ["fly"], "The commands are install, uninstall, doctor, run, convert"],
    ["an option that is none", ["run", "--fast"], "--fast"],
  ])("rejects %s with what is allowed, and exits 2", async (_, args, text) => {
    const { code, err } = await command(args);
    expect(code).toBe(2);
    expect(err).toContain(text);
  });
});

describe("install", () => {
  it("writes a kernel.json that names Node and the kernel by absolute paths; uninstall removes it", async () => {
    const prefix = emptyFolder();
    const folder = join(prefix, "share", "jupyter", "kernels", "trial");
    expect(
      (await command(["install", "--prefix", prefix, "--name", "trial", "--display-name", "Trial"])).code,
    ).toBe(0);
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    expect(spec).toEqual({
      argv: [process.execPath, ...NODE_FLAGS, KERNEL_ENTRY, "--connection-file", "{connection_file}"],
      display_name: "Trial",
      language: "typescript",
      interrupt_mode: "signal",
      metadata: { debugger: false },
    });
    expect(existsSync(join(folder, "logo-svg.svg"))).toBe(true);
    expect((await command(["uninstall", "--prefix", prefix, "--name", "trial"])).code).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it("goes where Jupyter keeps the user's data, or into the active environment", async () => {
    const [data, venv] = [emptyFolder(), emptyFolder()];
    await command(["install"], { JUPYTER_DATA_DIR: data });
    expect(existsSync(join(data, "kernels", "actfn", "kernel.json"))).toBe(true);
    await command(["install", "--sys-prefix"], { VIRTUAL_ENV: venv });
    expect(existsSync(join(venv, "share", "jupyter", "kernels", "actfn", "kernel.json"))).toBe(true);
  });

  it("leaves a kernel of that name alone which is not ours", async () => {
    const prefix = emptyFolder();
    const folder = join(prefix, "share", "jupyter", "kernels", "other");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), '{"argv": ["python"]}');
    const { code, err } = await command(["uninstall", "--prefix", prefix, "--name", "other"]);
    expect(code).toBe(1);
    expect(err).toContain("not installed by actfn-kernel");
    expect(existsSync(folder)).toBe(true);
  });

  it.each([
    [["install", "--user", "--prefix", "/x"], "Use only one"],
    [["install", "--name", "a/b"], '--name is "a/b"; it must consist of letters'],
  ])("rejects %s", async (args, text) => {
    const { code, err } = await command(args);
    expect([code, err.includes(text)]).toEqual([2, true]);
  });
});

/** A folder with a `jupyter` of its own, which says of itself what it is told to. */
function fakeJupyter(versions: readonly string[], dataFolders: readonly string[]): string {
  const folder = emptyFolder();
  const paths = JSON.stringify({ data: dataFolders });
  const script = `#!/bin/sh\ncase "$1" in\n  --version) printf '%s\\n' ${versions.map((line) => `'${line}'`).join(" ")} ;;\n  --paths) printf '%s' '${paths}' ;;\nesac\n`;
  writeFileSync(join(folder, "jupyter"), script, { mode: 0o755 });
  return folder;
}

// The stand-in for Jupyter is a shell script.
describe.skipIf(process.platform === "win32")("with a Jupyter on the PATH", () => {
  const PATH = process.env["PATH"] ?? "";
  const LAB = [
    "Selected Jupyter core packages...",
    "jupyterlab       : 4.6.6",
    "notebook         : not installed",
  ];

  it("install says so where that Jupyter looks elsewhere, and where there is none", async () => {
    const env = { JUPYTER_DATA_DIR: emptyFolder() };
    const elsewhere = await command(["install"], { ...env, PATH: `${fakeJupyter(LAB, ["/else"])}:${PATH}` });
    expect(elsewhere.out).toContain("does not look there");
    const right = fakeJupyter(LAB, [env.JUPYTER_DATA_DIR]);
    expect((await command(["install"], { ...env, PATH: `${right}:${PATH}` })).out).toContain("jupyter lab");
    expect((await command(["install"], { ...env, PATH: emptyFolder() })).out).toContain(
      "pip install jupyterlab",
    );
  });

  it("doctor finds a kernel where that Jupyter looks, and tells what sliders can do there", async () => {
    const prefix = emptyFolder();
    await command(["install", "--prefix", prefix]);
    const jupyter = fakeJupyter([...LAB, "ipywidgets : 8.1.9"], [join(prefix, "share", "jupyter")]);
    const env = { JUPYTER_DATA_DIR: emptyFolder(), PATH: `${jupyter}:${PATH}` };
    const { code, out } = await command(["doctor"], env);
    expect(out).toContain("Jupyter is on the PATH (jupyterlab 4.6.6)");
    expect(out).toContain("Sliders compute in the kernel (ipywidgets 8.1.9)");
    expect(code).toBe(0);
  });

  it("doctor says how where it looks elsewhere, and how to have sliders that compute", async () => {
    const data = emptyFolder();
    await command(["install"], { JUPYTER_DATA_DIR: data });
    const env = { JUPYTER_DATA_DIR: data, PATH: `${fakeJupyter(LAB, ["/else"])}:${PATH}` };
    const { code, out } = await command(["doctor"], env);
    expect(out).toContain("is not where the Jupyter on the PATH looks");
    expect(out).toContain('pip install "ipywidgets>=8"');
    expect(code).toBe(1);
  });
});

describe("doctor", () => {
  it("finds nothing wrong where the kernel is installed, and starts it to be sure", async () => {
    const data = emptyFolder();
    await command(["install"], { JUPYTER_DATA_DIR: data });
    const { code, out } = await command(["doctor"], { JUPYTER_DATA_DIR: data });
    expect(out).toContain("runs a cell");
    expect(out).toContain("Nothing is wrong");
    expect(code).toBe(0);
  });

  it("says how to mend it where it is not, and where kernel.json names what is gone", async () => {
    const data = emptyFolder();
    const none = await command(["doctor"], { JUPYTER_DATA_DIR: data, JUPYTER_PATH: "" });
    expect(none.out).toContain("Run: actfn-kernel install");
    const folder = join(data, "kernels", "actfn");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "kernel.json"),
      JSON.stringify({ argv: ["/gone/node", "/gone/actfn-kernel.js"] }),
    );
    const stale = await command(["doctor"], { JUPYTER_DATA_DIR: data, JUPYTER_PATH: "" });
    expect(stale.out).toContain("names /gone/node, which is gone");
    expect([none.code, stale.code]).toEqual([1, 1]);
  });
});

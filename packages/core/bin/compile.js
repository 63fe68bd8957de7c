import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { asSentence, fields, flag, oneOf, where } from "../dist/errors/checks.js";
import { ConfigError, MissingPackageError } from "../dist/index.js";

const command = "actfn compile";
const backend = "@actfn/backend-cpu";

const checkOptions = fields(
  {
    "--out": where(
      "a file to write, such as activations.js",
      (path) => typeof path === "string" && /\.m?js$/.test(path),
    ),
    "--gradients": flag,
    "--precision": oneOf("strict", "fast"),
    "--dtype": oneOf("float32", "float64"),
  },
  ["--out"],
);

/** Compiles the functions that the arguments name, and writes the module and its declarations. On an error, writes nothing. */
export async function compile(args) {
  // Not strict: the error for an unknown option then names the known ones.
  const { positionals, values } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      gradients: { type: "boolean" },
      precision: { type: "string" },
      dtype: { type: "string" },
    },
  });
  checkOptions(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`--${name}`, value])),
    "",
    command,
  );
  if (positionals.length === 0)
    throw new ConfigError(command, "a function", undefined, "the name of an activation, such as gelu");
  const { compileModule, functionFromText } = await compiler();
  const { out, ...options } = values;
  const { code, types } = compileModule(positionals.map(functionFromText), options);
  writeAll(out, [
    [declarationsOf(out), types],
    [out, code],
  ]);
}

/** The compiler is in the package of the CPU backend. Only this command needs it. */
async function compiler() {
  try {
    return await import(`${backend}/compile`);
  } catch (error) {
    const isMissing = error?.code === "ERR_MODULE_NOT_FOUND" && error.message.includes(`'${backend}'`);
    throw isMissing ? new MissingPackageError(command, backend, error) : error;
  }
}

function declarationsOf(out) {
  return out.replace(/\.(m?)js$/, ".d.$1ts");
}

/** Writes all files or none: each gets a temporary name first, and its own when all are written. */
function writeAll(out, files) {
  const temporary = (path) => `${path}.${process.pid}.tmp`;
  try {
    for (const [path] of files) requireNoFolder(path);
    for (const [path, text] of files) writeFileSync(temporary(path), text);
    for (const [path] of files) renameSync(temporary(path), path);
  } catch (error) {
    if (error?.code === undefined) throw error;
    const problem = `cannot write ${out}: ${asSentence(error.message)} Choose a file in a folder that exists and can be written to.`;
    throw new ConfigError(command, "--out", out, "a file that can be written", { problem, cause: error });
  } finally {
    for (const [path] of files) if (existsSync(temporary(path))) rmSync(temporary(path));
  }
}

/** Throws what writing to a folder would throw, before anything is replaced. */
function requireNoFolder(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
}

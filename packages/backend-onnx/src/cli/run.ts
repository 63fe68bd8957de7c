import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { catalogue } from "@actfn/core";
import { didYouMean, UsageError } from "@actfn/core/checks";
import { exportModel } from "../export/export-model.js";
import { exportModelRepository, type RepositoryModel } from "../export/model-repository.js";
import { modelsAsked, type Words } from "./arguments.js";

const usage = `actfn-onnx export <activation> [-o file.onnx]        write one activation as an ONNX model
actfn-onnx repository <folder> <activation> …        write a Triton / KServe model repository
actfn-onnx list                                       name the activations

An activation may bring options of its own: softmax:axis=1,temperature=2

  --pass forward | backward | both     x → y; x, dy → dx; or both in one model     (forward)
  --dtype float32 | float64 | float16 | bfloat16  of inputs and outputs             (float32)
  --precision fast | strict            the native operator; or within 1 ulp         (fast)
  --rank n                             the number of axes, each of any length       (1, or as the axis needs)
  --shape batch,3,224,224              the axes one by one: a length or a name
  --option name=value                  an option of the activation
  --tensor name=scalar|channel|element|1,3  how far a tensor option extends; along these axes
  -o, --output file                    where export writes                          (<activation>.onnx)`;

/** The output of the command. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
}

/** Runs the command `actfn-onnx` with its arguments. Returns its exit code: 0, 1 if it failed, 2 if the arguments are invalid. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    for (const line of await perform(args)) terminal.out(line);
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    terminal.error(error.message);
    const isUsage =
      UsageError.isInstance(error) || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    if (isUsage === true) terminal.error(`\n${usage}`);
    return isUsage === true ? 2 : 1;
  }
}

const options = {
  pass: { type: "string" },
  dtype: { type: "string" },
  precision: { type: "string" },
  rank: { type: "string" },
  shape: { type: "string" },
  option: { type: "string", multiple: true },
  tensor: { type: "string", multiple: true },
  output: { type: "string", short: "o" },
  help: { type: "boolean", short: "h" },
} as const;

async function perform(args: readonly string[]): Promise<string[]> {
  refuseUnknown(args);
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [command, ...rest] = positionals;
  if (values.help === true) return [usage];
  if (command === "list")
    return catalogue.map(({ definition }) => `${definition.name}  ${definition.summary}`);
  if (command === "export") return exportOne(rest, values, values.output);
  if (command === "repository") return exportAll(rest, values);
  throw UsageError.ofCommand("actfn-onnx", command, ["export", "repository", "list"]);
}

/** An unknown option of the command is often an option of the activation. */
function refuseUnknown(args: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(options, token.name)) continue;
    const { name, rawName } = token;
    throw new UsageError(
      `There is no option ${rawName}. ${didYouMean(name, Object.keys(options))}For an option of the activation, write --option ${name}=value.`,
    );
  }
}

async function exportOne(
  names: readonly string[],
  words: Words,
  output: string | undefined,
): Promise<string[]> {
  if (names.length !== 1) throw new UsageError(`export requires one activation; got ${names.length}.`);
  const [{ activation, ...asked }] = modelsAsked(names, words) as [RepositoryModel];
  const bytes = exportModel(activation, asked);
  const path = output ?? `${activation.definition.name}.onnx`;
  await writeFile(path, bytes);
  return [`${path}: ${bytes.length} bytes`];
}

async function exportAll([folder, ...names]: readonly string[], words: Words): Promise<string[]> {
  if (folder === undefined || names.length === 0) {
    throw new UsageError("repository requires a folder and at least one activation.");
  }
  return [...(await exportModelRepository(folder, modelsAsked(names, words)))];
}

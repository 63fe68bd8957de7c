import { catalogue, type Precision, type Subject, type Tensor } from "@actfn/core";
import type { Effort } from "../profile/profile.js";
import { type Call, filled, outputShapeOf } from "../run/call.js";
import { optionsLiteral, tensorLiteral } from "./literal.js";
import type { Failure } from "./report.js";

/** Three lines of JavaScript that make a call which gave a wrong result again; `factory` is what makes the backend. */
export function repeatCall(call: Call, precision: Precision, failure: Failure): string {
  const { activation, pass, x, options } = call;
  const { name } = activation.definition;
  const given = optionsLiteral({ ...activation.preset, ...options });
  const dy = pass === "backward" ? `, ${tensorLiteral(call.dy ?? ones(call))}` : "";
  const made = `runtime.${pass}(${name}, ${tensorLiteral(x)}${dy}${given})`;
  const isBuiltIn = catalogue.some(({ definition }) => definition === activation.definition);
  const imports = [
    "createRuntime",
    ...(isBuiltIn ? [name] : []),
    ...(made.includes("tensor(") ? ["tensor"] : []),
  ];
  return [
    `import { ${imports.join(", ")} } from "@actfn/core";${isBuiltIn ? "" : ` // ${name} is the activation that was passed`}`,
    `const runtime = createRuntime({ backends: await factory(), precision: "${precision}" });`,
    `console.log(await ${made}); // ${failure.message}: got ${failure.got}, expected ${failure.expected}`,
  ].join("\n");
}

/** The parts of a profile on which a single check depends. */
export interface Run {
  readonly effort: Effort;
  readonly seed: number;
  /** Whether the profile declares deviations or tolerances. */
  readonly isDeclared: boolean;
}

/** Three lines of JavaScript that run a check again, with those beside it that cannot be told apart from outside. */
export function repeatCheck(subject: Subject, { effort, seed, isDeclared }: Run): string {
  const { group, activation, dtype, precision } = subject;
  const isOwn = activation !== undefined && !isInCatalogue(activation);
  const fields = [
    ...(isDeclared ? ["...profile"] : []),
    `groups: ["${group}"]`,
    ...(activation === undefined ? [] : [`activations: [${isOwn ? activation : `"${activation}"`}]`]),
    ...(dtype === undefined ? [] : [`dtypes: ["${dtype}"]`]),
    ...(precision === undefined ? [] : [`precisions: ["${precision}"]`]),
    `effort: "${effort}"`,
    `seed: ${seed}`,
  ];
  return [
    `import { checkBackend, explain } from "@actfn/conformance";`,
    `const report = await checkBackend(factory, { ${fields.join(", ")} });`,
    `console.log(explain(report).join("\\n"));`,
  ].join("\n");
}

function isInCatalogue(name: string): boolean {
  return catalogue.some(({ definition }) => definition.name === name);
}

function ones(call: Call): Tensor {
  return filled(outputShapeOf(call), call.x.dtype, 1);
}

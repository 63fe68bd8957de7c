import type { AnyActivation, Definition, Tensor } from "@actfn/core";
import { type OptionValues, referenceRuntime } from "@actfn/plot";
import { controlsOf, startOf } from "../curves/controls.js";
import { plainCode } from "./plain-code.js";

const runtime = referenceRuntime();

/** Code that a reader can paste, with the results that it really gives. */
export function sample(activation: AnyActivation): string {
  const { definition } = activation;
  const { name, domain } = definition;
  const isFar = Number(definition.options["axis"]?.default ?? -1) < -2;
  const rows = isFar ? [[[1, 2]], [[3, 4]], [[5, 6]]] : [[1, 2, 3, 4, 5, 6]];
  const x = domain.kind === "pointwise" ? [-2, -0.5, 0, 1] : rows;
  const options = requiredOptions(definition);
  const given =
    Object.keys(options).length === 0
      ? ""
      : `, ${JSON.stringify(options).replaceAll('"', "").replace("{", "{ ").replace("}", " }")}`;
  const y = runtime.forwardSync(activation, x, options) as Tensor;
  const lines = [
    `import { ${name}, use } from "@actfn/core";`,
    'import { cpu } from "@actfn/backend-cpu";',
    "",
    "await use(cpu());",
    `const y = await ${name}(${JSON.stringify(x).replaceAll(",", ", ")}${given});`,
    `// ${values(y)}`,
  ];
  const plain = plainCode(activation);
  return [
    "## In code",
    ...["```ts", ...lines, "```"],
    ...(plain === undefined
      ? []
      : [
          "",
          "The formula itself, in plain TypeScript, without the care for digits:",
          "",
          "```ts",
          plain,
          "```",
        ]),
  ].join("\n");
}

/** Numbers for the options that have no default. */
function requiredOptions(definition: Definition): OptionValues {
  const start = startOf(controlsOf(definition));
  return Object.fromEntries(
    Object.entries(start).filter(([name]) => definition.options[name]?.default === undefined),
  );
}

function values(tensor: Tensor): string {
  const numbers = Array.from(tensor.data as Float32Array, (value) => String(Number(value.toPrecision(6))));
  return numbers.join(", ");
}

import { activationNamed } from "@actfn/core";
import { linspace, type OptionValues, referenceRuntime, sampleOn, shownRange } from "@actfn/plot";
import { figure } from "../curves/figure.js";
import { type Family, families, type Line } from "./comparisons/families.js";
import { sheetOf } from "./formulas/formulas.js";
import { typeset } from "./formulas/typeset.js";

/** A family laid side by side, as its page shows it: all HTML, made when the site is built. */
export interface FamilyComparison {
  readonly id: string;
  readonly title: string;
  readonly members: readonly { readonly name: string; readonly title: string; readonly formula: string }[];
  /** What the functions are that the formulas call by name. */
  readonly where: readonly string[];
  readonly differs: string;
  readonly why: string;
  readonly proof: readonly string[];
  readonly figure: string;
}

const runtime = referenceRuntime();
const x = linspace(-5, 5, 241);

/** All of them. A figure in a sentence is computed from the definitions here; none is typed. */
export function comparisons(): FamilyComparison[] {
  return families.map((family) => ({
    id: family.id,
    title: family.title,
    members: family.members.map(({ name, label, options = {} }) => {
      const activation = activationNamed(name);
      const { value } = sheetOf(activation, options);
      return { name, title: label ?? activation.definition.title, formula: typeset(value, false) };
    }),
    where: whereOf(family),
    differs: withFormulas(family.differs),
    why: withFormulas(family.why),
    proof: family.proof.map((step) => withFormulas(step)),
    figure: drawn(family),
  }));
}

/** What the functions are that a family's formulas call by name; one that a member is has been said there. */
function whereOf({ members }: Family): string[] {
  const sheets = members.map(({ name, options }) => sheetOf(activationNamed(name), options));
  const said = sheets.map(({ value }) => value);
  const lines = sheets.flatMap(({ value, where }) => where.filter((line) => value.includes(nameIn(line))));
  return [...new Set(lines)]
    .filter((line) => !said.some((value) => value.endsWith(line)))
    .map((line) => typeset(line, false));
}

function nameIn(line: string): string {
  return line.split(/\\left|\(/)[0] as string;
}

/** Text with TeX between dollars: `$…$` in the line, `$$…$$` on a line of its own. */
function withFormulas(text: string): string {
  return text
    .replace(/\$\$([^$]+)\$\$/g, (_, tex: string) => `<span class="display">${typeset(tex)}</span>`)
    .replace(/\$([^$]+)\$/g, (_, tex: string) => typeset(tex, false));
}

function drawn({ id, title, members, curves }: Family): string {
  const lines: readonly Line[] =
    curves ?? members.map((member) => ({ ...member, label: member.label ?? "" }));
  const all = lines.map((line, i) => {
    const y = "values" in line ? line.values(x) : along(line.name, line.options);
    const name = line.label || ("name" in line ? activationNamed(line.name).definition.title : "");
    return { name, role: `overlay-${i}`, x, y };
  });
  const options = { xRange: [-5, 5], yRange: shownRange(all.map(({ y }) => y)) } as const;
  const svg = figure({ id: `family-${id}`, title, curves: all, ...options, width: 560, height: 300 });
  const keys = all.map(({ name, role }) => `<span class="key ${role}"><i></i>${name}</span>`);
  return `${svg}<p class="keys">${keys.join("")}</p>`;
}

function along(name: string, options: OptionValues = {}): Float64Array {
  return sampleOn(runtime, activationNamed(name), options, x, 0).value;
}

import type {
  AnyActivation,
  CatalogueActivation,
  CatalogueDefinition,
  Definition,
  Facts,
  FrameworkEntry,
  Properties,
} from "@actfn/core";
import { factsOf } from "@actfn/core/facts";
import { escapeHtml } from "@actfn/plot";
import { naive, naiveRows } from "../digits/naive.js";
import { activations } from "./activations.js";
import { sheetsOf, typesetSheet } from "./formulas/formulas.js";
import { typeset } from "./formulas/typeset.js";
import { conformanceReports, type Measured, shown } from "./reports/reports.js";
import { speed } from "./reports/speed-section.js";
import { sample } from "./sample.js";
import { row, stackingTable, table } from "./tables.js";
import * as wording from "./wording.js";

/** A page as Markdown, and the formulas that it puts in its places: strings, which are quicker to hydrate than elements. */
export interface Page {
  readonly content: string;
  readonly formulas: readonly string[];
}

/** Collects a page's formulas; `place` gives the markup that puts one there. */
class Formulas {
  readonly all: string[] = [];

  /** With a `label`, the place can be scrolled by keys where a formula is wider than the page. */
  place(tag: "div" | "span", classes: string, html: string, label?: string): string {
    const scrolls = label === undefined ? "" : ` tabindex="0" role="group" aria-label="${label}"`;
    return `<${tag} class="${classes}"${scrolls} v-html="$params.formulas[${this.all.push(html) - 1}]"></${tag}>`;
  }
}

/** The page of an activation, all of it from its definition and its facts. A section with nothing to say is left out. */
export function page(activation: CatalogueActivation): Page {
  const { definition } = activation;
  const facts = factsOf(activation);
  const formulas = new Formulas();
  const content = [
    `# ${definition.title}`,
    `<p class="lede">${escapeHtml(definition.summary)}</p>`,
    aliases(definition),
    '<FunctionExplorer :name="$params.name" :figure="$params.figure" :controls="$params.controls" :legend="$params.legend" calculator />',
    "## Formula",
    forms(activation, formulas),
    sample(activation),
    options(definition, formulas),
    properties(definition),
    list("Where it is used", facts.usedIn),
    judgment(facts),
    digits(definition, facts),
    accuracy(definition),
    speed(definition),
    frameworks(definition, facts),
    origin(facts),
    seeAlso(facts),
  ]
    .filter(Boolean)
    .join("\n\n");
  return { content, formulas: formulas.all };
}

function aliases({ aliases = [] }: Definition): string {
  if (aliases.length === 0) return "";
  return `<p class="aliases">Also known as ${aliases.map((alias) => `<span>${escapeHtml(alias)}</span>`).join(", ")}.</p>`;
}

function forms(activation: AnyActivation, formulas: Formulas): string {
  return sheetsOf(activation)
    .map(({ choice, sheet }) => {
      const label =
        choice === undefined ? [] : [`<p class="form"><code>${choice[0]}: "${choice[1]}"</code></p>`];
      return [...label, formulas.place("div", "formulas", typesetSheet(sheet), "Formulas")].join("\n");
    })
    .join("\n");
}

function options({ options }: Definition, formulas: Formulas): string {
  const rows = Object.entries(options).map(([name, spec]) => {
    const symbol = "tex" in spec ? formulas.place("span", "symbol", typeset(spec.tex, false)) : "";
    const fallback = spec.default === undefined ? "required" : `<code>${JSON.stringify(spec.default)}</code>`;
    const accepts =
      spec.type === "number" && spec.accepts ? ` Accepts ${escapeHtml(spec.accepts.description)}.` : "";
    const choices =
      spec.type === "choice" ? ` One of ${spec.choices.map((c) => `<code>"${c}"</code>`).join(", ")}.` : "";
    return row(
      `<code>${name}</code>`,
      symbol,
      fallback,
      `${escapeHtml(spec.description)}${accepts}${choices}`,
    );
  });
  if (rows.length === 0) return "";
  return ["## Options", stackingTable(["Option", "Symbol", "Default", "Meaning"], rows)].join("\n\n");
}

function properties({ properties: p }: CatalogueDefinition): string {
  const minimum = p.minimum && `${wording.number(p.minimum.y, 7)} at x = ${wording.number(p.minimum.x, 7)}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Range", wording.interval(p.range)],
    ["Monotonic", p.monotonic ? "yes" : "no"],
    ["Smoothness", `${wording.smoothness(p.smoothness)} (${wording.smoothnessClass(p.smoothness)})`],
    ["f(0) = 0, and both signs", p.zeroCentered ? "yes" : "no"],
    ["Lowest point", minimum],
    ["Steepest slope", p.lipschitz === undefined ? undefined : wording.number(p.lipschitz, 7)],
    [
      "Highest point",
      p.maximum && `${wording.number(p.maximum.y, 7)} at x = ${wording.number(p.maximum.x, 7)}`,
    ],
    ["Saturates", wording.saturation(p.saturates)],
    ["|slope| below 1/100", vanishing(p)],
    ["Weight gain", p.gain === undefined ? undefined : `${wording.number(p.gain, 5)} ${gainMeans}`],
    ["Cost of an element", wording.cost(p.cost)],
  ];
  const items = facts.flatMap(([name, fact]) =>
    fact === undefined ? [] : `<div><dt>${name}</dt><dd>${fact}</dd></div>`,
  );
  return `## Properties\n\n<dl class="facts">${items.join("")}</dl>`;
}

const gainMeans =
  "<small>1/√E[f(z)²] for standard normal z: weights scaled by it keep the size of the signal</small>";

function vanishing({ saturation }: Properties): string | undefined {
  const { below, above } = saturation ?? {};
  const sides = [
    ...(below === undefined ? [] : [`x < ${wording.number(below)}`]),
    ...(above === undefined ? [] : [`x > ${wording.number(above)}`]),
  ];
  return sides.length === 0 ? undefined : escapeHtml(sides.join(" and "));
}

function judgment({ pros = [], cons = [] }: Facts): string {
  if (pros.length + cons.length === 0) return "";
  const column = (title: string, items: readonly string[]): string =>
    items.length === 0 ? "" : `<div><h3>${title}</h3>${bullets(items)}</div>`;
  return `## Strengths and weaknesses\n\n<div class="judgment">${column("For it", pros)}${column("Against it", cons)}</div>`;
}

function list(title: string, items: readonly string[] = []): string {
  return items.length === 0 ? "" : `## ${title}\n\n${bullets(items)}`;
}

/** What can go wrong in the arithmetic, and the formula that does, computed where the page is read. */
function digits({ name }: Definition, { numerics = [] }: Facts): string {
  const shown = name in naive || name in naiveRows ? `<NaiveFailure name="${name}" />` : "";
  if (numerics.length === 0 && shown === "") return "";
  return ["## Digits", numerics.length === 0 ? "" : bullets(numerics), shown].filter(Boolean).join("\n\n");
}

const reports = conformanceReports().map(shown);

/** How exact each backend is, from the reports in the repository. */
function accuracy({ name }: Definition): string {
  const rows = reports.flatMap((report) =>
    (["strict", "fast"] as const).flatMap((precision) => {
      const of = report.accuracy[name];
      const [value, gradient] = [of?.[`forward float32 ${precision}`], of?.[`backward float32 ${precision}`]];
      if (value === undefined || gradient === undefined) return [];
      return row(
        `${report.name}, ${precision}`,
        errorOf(value),
        errorOf(gradient),
        wording.number(value.compared + gradient.compared, 12),
      );
    }),
  );
  if (rows.length === 0) return "";
  const head = ["Backend", "Value", "Gradient", "Results compared"];
  return [
    "## How exact it is",
    "The largest error of a float32 result, in units in the last place, from [the reports](../backends.md).",
    table(head, rows),
  ].join("\n\n");
}

function errorOf({ worst, worstAt, declared, declaredWorst }: Measured): string {
  const otherwise = declared === 0 ? "" : `; where declared otherwise, ${wording.number(declaredWorst, 3)}`;
  return `<span title="at x = ${escapeHtml(worstAt)}">${wording.number(worst, 3)}${otherwise}</span>`;
}

const frameworkNames = {
  pytorch: "PyTorch",
  jax: "JAX",
  keras: "Keras",
  onnx: "ONNX",
  tfjs: "TensorFlow.js",
} as const;

function frameworks({ options }: Definition, { frameworks = {} }: Facts): string {
  const rows = Object.entries(frameworkNames).flatMap(([key, label]) => {
    const entry: FrameworkEntry | undefined = frameworks[key as keyof typeof frameworkNames];
    if (entry === undefined) return [];
    const differing = Object.entries(entry.defaults ?? {}).map(([name, value]) => {
      const ours = options[name]?.default;
      return `<code>${name} = ${value}</code>${ours !== undefined && ours !== value ? ` (here <code>${ours}</code>)` : ""}`;
    });
    const notes = [...differing, ...(entry.note ? [escapeHtml(entry.note)] : [])].join("; ");
    return row(label, `<code>${escapeHtml(entry.name)}</code>`, notes || "as here");
  });
  if (rows.length === 0) return "";
  return ["## In other frameworks", stackingTable(["Framework", "Name", "Defaults"], rows)].join("\n\n");
}

function origin({ origin: papers = [] }: Facts): string {
  if (papers.length === 0) return "";
  const items = papers.map(({ title, authors, year, link }) => {
    const name = `<cite>${escapeHtml(title)}</cite>`;
    return `${escapeHtml(authors)} (${year}). ${link ? `<a href="${link}" rel="noreferrer">${name}</a>` : name}.`;
  });
  return `## Origin\n\n<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function seeAlso({ seeAlso: names = [] }: Facts): string {
  const known = activations.filter(({ definition }) => names.includes(definition.name));
  if (known.length === 0) return "";
  const links = known.map(({ definition: d }) => `- [${d.title}](./${d.name}.md): ${escapeHtml(d.summary)}`);
  return `## See also\n\n${links.join("\n")}`;
}

function bullets(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
}

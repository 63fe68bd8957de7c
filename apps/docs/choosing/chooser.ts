import type { CatalogueEntry } from "../catalogue/entries.js";

/** A question of the chooser and its answers; each answer is a test of what the definitions say. */
export interface Question {
  readonly id: "place" | "wish" | "learning";
  readonly text: string;
  readonly answers: readonly Answer[];
}

/** An answer: what it keeps, and why in words. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  readonly because: string;
  readonly keeps: (entry: CatalogueEntry) => boolean;
}

const isHidden = (entry: CatalogueEntry): boolean =>
  entry.kind === "pointwise" && !["step", "periodic", "linear", "shrinkage"].includes(entry.family);

/** The three questions. */
export const questions: readonly Question[] = [
  {
    id: "place",
    text: "Where does it stand?",
    answers: [
      {
        id: "hidden",
        text: "In a hidden layer",
        because: "does not saturate on both sides, so that a gradient gets through many layers",
        keeps: (entry) => isHidden(entry) && entry.saturates !== "both",
      },
      {
        id: "gate",
        text: "At a gate, or where values must stay bounded",
        because: "is bounded on both sides",
        keeps: (entry) => entry.kind === "pointwise" && entry.isBounded && entry.order >= 0,
      },
      {
        id: "block",
        text: "In the feed-forward block of a Transformer",
        because: "lets one half of its input gate the other",
        keeps: (entry) => entry.kind === "grouped" && entry.family === "gated",
      },
      {
        id: "output",
        text: "At the output, over classes",
        because: "turns a whole row into a result",
        keeps: (entry) => entry.kind === "axis",
      },
      {
        id: "signal",
        text: "In a network that fits a signal or an image",
        because: "repeats, as signals do",
        keeps: (entry) => entry.family === "periodic",
      },
    ],
  },
  {
    id: "wish",
    text: "What matters most?",
    answers: [
      {
        id: "any",
        text: "Nothing in particular",
        because: "",
        keeps: () => true,
      },
      {
        id: "cheap",
        text: "It must be cheap",
        because: "needs no exponential",
        keeps: (entry) => entry.cost === "trivial",
      },
      {
        id: "smooth",
        text: "Smooth gradients",
        because: "has derivatives of every order",
        keeps: (entry) => entry.order === 99,
      },
      {
        id: "alive",
        text: "No unit may die",
        because: "has no side on which the slope vanishes",
        keeps: (entry) => entry.saturates === "none",
      },
      {
        id: "monotonic",
        text: "More in, more out",
        because: "is monotonic",
        keeps: (entry) => entry.monotonic,
      },
    ],
  },
  {
    id: "learning",
    text: "May its shape be learnt?",
    answers: [
      { id: "any", text: "Either way", because: "", keeps: () => true },
      { id: "yes", text: "Yes", because: "has parameters that training learns", keeps: (e) => e.learns },
      { id: "no", text: "No, fixed", because: "has no parameters to learn", keeps: (e) => !e.learns },
    ],
  },
];

/** The answers given, by question. */
export type Answers = Readonly<Record<Question["id"], string>>;

/** What the answers leave, those in the most known models first, and the reasons in words. */
export function choose(
  entries: readonly CatalogueEntry[],
  answers: Answers,
): { readonly chosen: readonly CatalogueEntry[]; readonly because: readonly string[] } {
  const given = questions.flatMap(({ id, answers: all }) => all.find((a) => a.id === answers[id]) ?? []);
  const chosen = entries
    .filter((entry) => given.every(({ keeps }) => keeps(entry)))
    .sort((a, b) => b.usedIn.length - a.usedIn.length || a.title.localeCompare(b.title, "en"));
  return { chosen, because: given.map(({ because }) => because).filter(Boolean) };
}

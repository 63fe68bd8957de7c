import type { CatalogueEntry } from "../catalogue/entries.js";
import { type Place, recommended } from "./recommended.js";

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

/** The answer that stands for a place: it keeps what is recommended there. */
function place(id: Place, text: string, because: string): Answer {
  return { id, text, because, keeps: ({ name }) => recommended[id].includes(name) };
}

/** The three questions. */
export const questions: readonly Question[] = [
  {
    id: "place",
    text: "Where does it stand?",
    answers: [
      place(
        "hidden",
        "In a hidden layer",
        "lets a gradient through on one side at least, so that it gets through many layers",
      ),
      place("gate", "At a gate, or where values must stay bounded", "is bounded on both sides"),
      place(
        "block",
        "In the feed-forward block of a Transformer",
        "stands in the feed-forward blocks of published models, or gates one half of them with the other",
      ),
      place(
        "output",
        "At the output, over classes",
        "turns a row of scores into shares, or their logarithms",
      ),
      place("signal", "In a network that fits a signal or an image", "repeats, as signals do"),
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
    text: "May its shape be learned?",
    answers: [
      { id: "any", text: "Either way", because: "", keeps: () => true },
      { id: "yes", text: "Yes", because: "has parameters that training learns", keeps: (e) => e.learns },
      { id: "no", text: "No, fixed", because: "has no parameters to learn", keeps: (e) => !e.learns },
    ],
  },
];

/** The answers given, by question. */
export type Answers = Readonly<Record<Question["id"], string>>;

/** What the answers leave, the usual choice in that place first, and the reasons in words. */
export function choose(
  entries: readonly CatalogueEntry[],
  answers: Answers,
): { readonly chosen: readonly CatalogueEntry[]; readonly because: readonly string[] } {
  const given = questions.flatMap(({ id, answers: all }) => all.find((a) => a.id === answers[id]) ?? []);
  const order = recommended[answers.place as Place] ?? [];
  const chosen = entries
    .filter((entry) => given.every(({ keeps }) => keeps(entry)))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { chosen, because: given.map(({ because }) => because).filter(Boolean) };
}

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor of the playground. */
export interface Editor {
  readonly text: () => string;
  readonly setText: (text: string) => void;
  /** Marks a line, counted from 1, as the one that went wrong; undefined takes the mark away. */
  readonly markLine: (line: number | undefined) => void;
  readonly destroy: () => void;
}

const markWrong = StateEffect.define<number | undefined>();
const wrongLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, state }) {
    for (const effect of effects) {
      if (!effect.is(markWrong)) continue;
      if (effect.value === undefined || effect.value > state.doc.lines) return Decoration.none;
      return Decoration.set(
        Decoration.line({ class: "wrong-line" }).range(state.doc.line(effect.value).from),
      );
    }
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The colors are the page's own variables, which reach into a shadow tree. */
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", fontSize: "14px", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--vp-font-family-mono)", lineHeight: "1.6" },
  ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--sheet)", border: "none" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--value-wash)" },
  ".wrong-line": { backgroundColor: "var(--shade)", boxShadow: "inset 3px 0 0 var(--wrong)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--rule) !important",
  },
});

const colors = [
  { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--slope)" },
  { tag: [tags.keyword, tags.number, tags.bool, tags.null], color: "var(--curvature)" },
  { tag: [tags.function(tags.variableName), tags.typeName, tags.className], color: "var(--value)" },
  { tag: tags.punctuation, color: "var(--ink-soft)" },
];

/**
 * Puts an editor into an element. It lives in a shadow tree, where its styles are sheets made by script; in the page
 * itself they would be style elements, which the policy refuses.
 */
export function createEditor(
  host: HTMLElement,
  text: string,
  onRun: () => void,
  onChange: () => void,
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();
  const run = (): boolean => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Mod-Enter", run },
          { key: "Shift-Enter", run },
        ]),
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        indentUnit.of("  "),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        javascript({ typescript: true }),
        syntaxHighlighting(HighlightStyle.define(colors)),
        wrongLine,
        theme,
        EditorView.contentAttributes.of({ "aria-label": "Program", spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) onChange();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    markLine: (line) => view.dispatch({ effects: markWrong.of(line) }),
    destroy: () => view.destroy(),
  };
}

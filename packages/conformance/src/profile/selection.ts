import { type AnyActivation, builtinOf, isSelected, type Selection, type Subject } from "@actfn/core";

/** Whether a declaration concerns a check. */
export type Selects = (selection: Selection, subject: Subject) => boolean;

/**
 * Selects by the names of activations. A copy of a built-in activation under another name is also selected by the name of the
 * original, because what a backend declares is a matter of the expression.
 */
export function selectionAmong(activations: readonly AnyActivation[]): Selects {
  const originals = new Map(
    activations.flatMap(({ definition }): [string, string][] => {
      const original = builtinOf(definition)?.name;
      return original === undefined || original === definition.name ? [] : [[definition.name, original]];
    }),
  );
  const domains = new Map(activations.map(({ definition: { name, domain } }) => [name, domain.kind]));
  return (selection, given) => {
    const domain = given.domain ?? domains.get(given.activation ?? "");
    const subject = domain === undefined ? given : { ...given, domain };
    if (isSelected(selection, subject)) return true;
    const activation = originals.get(subject.activation ?? "");
    return activation !== undefined && isSelected(selection, { ...subject, activation });
  };
}

import type { DType, Pass, Precision } from "@actfn/core";
import type { GroupId } from "../groups/group.js";

/** What one check is about. Parts that it is not about are absent: a check of `dispose` has no activation. */
export interface Subject {
  readonly group: GroupId;
  readonly activation?: string;
  readonly pass?: Pass;
  readonly dtype?: DType;
  readonly precision?: Precision;
  /** Tells checks of a group apart: the tag of a golden block, the name of a relation, a shape. */
  readonly tag?: string;
}

/** Checks by what they are about: each given part must match, one of several where there is a list. */
export interface Selection {
  readonly group?: GroupId | readonly GroupId[];
  readonly activation?: string | readonly string[];
  readonly pass?: Pass;
  readonly dtype?: DType | readonly DType[];
  readonly precision?: Precision;
  readonly tag?: string | readonly string[];
}

const parts = ["group", "activation", "pass", "dtype", "precision", "tag"] as const;

/** Whether a check is among the selected ones. */
export function isSelected(selection: Selection, subject: Subject): boolean {
  return parts.every((part) => {
    const wanted = selection[part];
    if (wanted === undefined) return true;
    const found: string | undefined = subject[part];
    return (
      found !== undefined && (typeof wanted === "string" ? [wanted] : wanted).some((one) => one === found)
    );
  });
}

/** A subject as one line: `golden gelu backward float32 strict tail`. */
export function describeSubject(subject: Subject): string {
  return parts
    .map((part) => subject[part])
    .filter((part) => part !== undefined)
    .join(" ");
}

import type { Subject } from "@actfn/core";
import type { GroupId } from "../groups/group-id.js";

/** What one check is about: always a group, and the parts of its calls. */
export interface CheckSubject extends Subject {
  readonly group: GroupId;
}

const parts = ["group", "activation", "pass", "dtype", "precision", "tag"] as const;

/** A subject as one line: `golden gelu backward float32 strict tail`. */
export function describeSubject(subject: Subject): string {
  return parts
    .map((part) => subject[part])
    .filter((part) => part !== undefined)
    .join(" ");
}

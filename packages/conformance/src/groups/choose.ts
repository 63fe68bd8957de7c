import type { Profile } from "../profile/profile.js";
import type { Group } from "./group.js";
import { groups } from "./index.js";

/** The groups that a profile asks for; without any named, those that its effort allows. */
export function chosenGroups({ groups: wanted, effort = "full" }: Profile): Group[] {
  if (wanted !== undefined) return groups.filter(({ id }) => wanted.includes(id));
  return groups.filter(({ id }) => {
    if (id === "exhaustive-float32") return effort === "exhaustive";
    return effort !== "quick" || !["exhaustive-float16", "exhaustive-bfloat16", "memory"].includes(id);
  });
}

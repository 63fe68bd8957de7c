/** The groups, in the order in which they run. */
export const groupIds = [
  "contract",
  "golden",
  "specials",
  "shapes",
  "sizes",
  "aliasing",
  "options",
  "metamorphic",
  "gradients",
  "random",
  "errors",
  "life-cycle",
  "memory",
  "fuzz",
  "exhaustive-float16",
  "exhaustive-bfloat16",
  "exhaustive-float32",
] as const;

/** The name of a group, by which profiles choose it. */
export type GroupId = (typeof groupIds)[number];

import { aliasing } from "./aliasing.js";
import { contract } from "./contract.js";
import { errors } from "./errors.js";
import { exhaustiveBfloat16, exhaustiveFloat16, exhaustiveFloat32 } from "./exhaustive.js";
import { fuzz } from "./fuzz.js";
import { golden } from "./golden.js";
import { gradients } from "./gradients.js";
import type { Group } from "./group.js";
import { lifeCycle } from "./life-cycle.js";
import { memory } from "./memory.js";
import { options } from "./options.js";
import { random } from "./random.js";
import { relations } from "./relations/relations.js";
import { shapes } from "./shapes.js";
import { sizes } from "./sizes.js";
import { specials } from "./specials.js";

/** Every group, in the order in which they run. */
export const groups: readonly Group[] = [
  contract,
  golden,
  specials,
  shapes,
  sizes,
  aliasing,
  options,
  relations,
  gradients,
  random,
  errors,
  lifeCycle,
  memory,
  fuzz,
  exhaustiveFloat16,
  exhaustiveBfloat16,
  exhaustiveFloat32,
];

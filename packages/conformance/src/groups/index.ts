import { contract } from "./contract.js";
import { errors } from "./errors.js";
import type { Group } from "./group.js";
import { aliasing } from "./layout/aliasing.js";
import { shapes } from "./layout/shapes.js";
import { sizes } from "./layout/sizes.js";
import { lifeCycle } from "./life-cycle.js";
import { memory } from "./memory.js";
import { metamorphic } from "./metamorphic/metamorphic.js";
import { options } from "./options/options.js";
import { exhaustiveBfloat16, exhaustiveFloat16, exhaustiveFloat32 } from "./values/exhaustive.js";
import { fuzz } from "./values/fuzz.js";
import { golden } from "./values/golden.js";
import { gradients } from "./values/gradients.js";
import { random } from "./values/random.js";
import { specials } from "./values/specials.js";

/** Every group, in the order in which they run. */
export const groups: readonly Group[] = [
  contract,
  golden,
  specials,
  shapes,
  sizes,
  aliasing,
  options,
  metamorphic,
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

import type { Facts } from "../../../definition/metadata.js";

/** What is known of bentIdentity besides its mathematics. */
export const bentIdentityFacts: Facts = {
  pros: ["Smooth, without an exponential.", "The gradient neither vanishes nor explodes."],
  cons: ["Nearly linear: little for depth to build on."],
  numerics: ["√(x² + 1) − 1 loses small x; it is x²/(√(x² + 1) + 1)."],
  seeAlso: ["squareplus", "identity"],
};

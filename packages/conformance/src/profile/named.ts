import { type AnyActivation, activationNamed, catalogue } from "@actfn/core";
import type { Profile } from "./profile.js";

/**
 * The activations that a profile asks for. Names are those of the catalogue, as any framework spells them; throws an
 * `ActivationNameError` with the nearest one for a name that it does not have.
 */
export function chosenActivations({ activations }: Profile): readonly AnyActivation[] {
  return activations?.map((one) => (typeof one === "string" ? activationNamed(one) : one)) ?? catalogue;
}

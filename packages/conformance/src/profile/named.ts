import { ActivationNameError, type AnyActivation, activationNamed, catalogue } from "@actfn/core";
import type { Profile } from "./profile.js";

/**
 * The activations that a profile asks for. Names are those of the catalogue, as any framework spells them; throws an
 * `ActivationNameError` with the nearest one for a name that it does not have.
 */
export function chosenActivations({ activations }: Profile): readonly AnyActivation[] {
  return activations?.map((one) => (typeof one === "string" ? activationNamed(one) : one)) ?? catalogue;
}

/**
 * Throws an `ActivationNameError` for a name that no activation has. A declaration's `where` takes the name that a definition
 * has and no alias; where the run is of some activations, it may be about others that only the caller knows.
 */
export function checkNames(profile: Profile): void {
  chosenActivations(profile);
  if (profile.activations !== undefined) return;
  const names = catalogue.map(({ definition }) => definition.name);
  for (const { where } of [...(profile.deviations ?? []), ...(profile.tolerances ?? [])]) {
    for (const name of [where.activation ?? []].flat())
      if (!names.includes(name)) throw new ActivationNameError(name, names);
  }
}

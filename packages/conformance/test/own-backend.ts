import { type Backend, defineActivation, mul } from "@actfn/core";
import { reference } from "@actfn/core/program";
import type { Profile } from "../src/index.js";

/** A module as users write it: the factory, and a profile. */
export default reference;

const ownActivation = defineActivation({ name: "ownActivation", expression: ({ x }) => mul(2, x) });

export const profile: Profile = { dtypes: ["float32"], activations: ["relu", ownActivation] };

export const half: Backend = Object.assign(reference(), { name: "Half a backend" });

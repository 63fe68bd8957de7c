import { defineActivation, mul } from "@actfn/core";
import type { Profile } from "../src/index.js";
import { ReferenceBackend } from "./reference-backend.js";

/** What a newcomer's module looks like: a factory, and what is known of it. */
export default (): ReferenceBackend => new ReferenceBackend();

const ownActivation = defineActivation({ name: "ownActivation", expression: ({ x }) => mul(2, x) });

export const profile: Profile = { dtypes: ["float32"], activations: ["relu", ownActivation] };

export const half: ReferenceBackend = Object.assign(new ReferenceBackend(), { name: "Half a backend" });

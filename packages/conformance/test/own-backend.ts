import type { Profile } from "../src/index.js";
import { ReferenceBackend } from "./reference-backend.js";

/** What a newcomer's module looks like: a factory, and what is known of it. */
export default (): ReferenceBackend => new ReferenceBackend();

export const profile: Profile = { dtypes: ["float32"] };

export const half: ReferenceBackend = Object.assign(new ReferenceBackend(), { name: "Half a backend" });

import type { AnyActivation } from "../../definition/definition.js";
import type { Facts } from "../../definition/metadata.js";
import { catalogueFacts } from "./catalogue-facts.js";

/** What is known of an activation besides its mathematics; of one of your own, the `facts` of its definition. */
export function factsOf({ definition }: AnyActivation): Facts {
  return catalogueFacts.get(definition) ?? definition.facts ?? {};
}

import { activations } from "../../catalogue/activations.js";
import { page } from "../../catalogue/page.js";

/** One page per activation, generated from its definition. */
export default {
  paths: () =>
    activations.map((activation) => ({
      params: {
        name: activation.definition.name,
        title: activation.definition.title,
        summary: activation.definition.summary,
      },
      content: page(activation),
    })),
};

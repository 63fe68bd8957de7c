import { activations } from "../../catalogue/activations.js";
import { page } from "../../catalogue/page.js";
import { servedFigure } from "../../catalogue/served-figure.js";

/** One page per activation, generated from its definition. */
export default {
  paths: () =>
    activations.map((activation) => {
      const { content, formulas } = page(activation);
      return {
        content,
        params: {
          formulas,
          name: activation.definition.name,
          title: activation.definition.title,
          summary: activation.definition.summary,
          ...servedFigure(activation),
        },
      };
    }),
};

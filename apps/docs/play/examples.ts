import firstSteps from "../snippets/playground/first-steps.ts?raw";
import learnedSlope from "../snippets/playground/learned-slope.ts?raw";
import million from "../snippets/playground/million.ts?raw";
import yourOwn from "../snippets/playground/your-own.ts?raw";

/** The programs that the playground offers. Each is a file that the tests compile and run. */
export const examples: readonly { readonly title: string; readonly program: string }[] = [
  { title: "First steps", program: firstSteps },
  { title: "Your own activation", program: yourOwn },
  { title: "A learned slope", program: learnedSlope },
  { title: "A million numbers", program: million },
];

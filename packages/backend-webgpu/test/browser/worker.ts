import { answersHere } from "./answers.js";

answersHere().then(
  (answers) => postMessage(answers),
  (error: unknown) => postMessage(String(error)),
);

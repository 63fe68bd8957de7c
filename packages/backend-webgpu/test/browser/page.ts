import { type Answers, answersHere } from "./answers.js";

/** What the test asks the page. */
export interface Page {
  readonly here: () => Promise<Answers>;
  readonly inWorker: () => Promise<Answers>;
}

const page: Page = {
  here: answersHere,
  inWorker: () =>
    new Promise((resolve, reject) => {
      const worker = new Worker("/worker.js", { type: "module" });
      worker.onmessage = ({ data }) =>
        typeof data === "string" ? reject(new Error(data)) : resolve(data as Answers);
      worker.onerror = ({ message }) => reject(new Error(message));
    }),
};

Object.assign(globalThis, { page });

// #region threads
import { Worker } from "node:worker_threads";
import { NativeCalls } from "@actfn/core/native";

/** Starts a thread; the function it returns ends it, after the native call in progress. */
function startThread(script: URL): () => Promise<number> {
  const calls = new NativeCalls();
  const worker = new Worker(script, { workerData: calls.shared });
  const exited = new Promise<number>((resolve) => worker.once("exit", resolve));
  return async () => {
    if (calls.stop()) await worker.terminate(); // else it ends itself after the native call
    return await exited;
  };
}
// #endregion threads

await startThread(new URL("data:text/javascript,setInterval(() => {}, 1000)"))();
console.log("The thread has ended.");
// → The thread has ended.

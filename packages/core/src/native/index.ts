/**
 * Ending a thread that runs native code: `@actfn/core/native`.
 *
 * A thread is ended by asking V8 to stop its JavaScript. Inside a function of a native addon the request stays pending, each
 * call of the addon back into the engine then fails, and addons such as that of `onnxruntime-node` abort the whole process.
 * This module keeps the request out of native code: a backend marks its native calls, and who ends a thread waits for them.
 *
 * @module
 */

import type { NativeCalls } from "./native-calls.js";
import { installed } from "./native-calls.js";

export { NativeCalls } from "./native-calls.js";

/**
 * Runs `call`, which calls a native addon, and returns what it returns. While it runs, and until its result settles where
 * that is a promise, nobody ends the thread who heeds the `NativeCalls` installed in it; without one, `call` is just called.
 *
 * ```ts
 * const results = nativeCall(() => session.run(feeds, fetches));
 * ```
 *
 * Keep it short: mark one native call, not a loop of them, so that the thread can be ended between two. An error that
 * `call` throws is thrown.
 */
export function nativeCall<T>(call: () => T): T {
  const calls: NativeCalls | undefined = installed();
  if (calls === undefined) return call();
  calls.enter();
  let result: T;
  try {
    result = call();
  } catch (error) {
    calls.leave();
    throw error;
  }
  if (!(result instanceof Promise)) {
    calls.leave();
    return result;
  }
  const leave = (): void => calls.leave();
  result.then(leave, leave);
  return result;
}

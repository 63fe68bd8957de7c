/**
 * Ending threads that call native addons: `@actfn/core/native`.
 *
 * To end a thread, V8 stops its JavaScript. Inside a native addon the request stays pending, and each call of the addon to
 * the engine fails. Addons such as that of `onnxruntime-node` then abort the whole process. With this module a backend marks
 * its native calls, and code that ends threads waits for them.
 *
 * @module
 */

import type { NativeCalls } from "./native-calls.js";
import { installed } from "./native-calls.js";

export { NativeCalls } from "./native-calls.js";

/**
 * Calls `call`, which calls a native addon, and returns its result. Until `call` returns, and until its result settles if
 * that is a promise, the `NativeCalls` installed in this thread report a native call. If none is installed, `nativeCall` only
 * calls `call`. Errors that `call` throws pass through.
 *
 * ```ts
 * const results = nativeCall(() => session.run(feeds, fetches));
 * ```
 *
 * Mark one native call at a time, not a loop of them: the thread can be ended between two.
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

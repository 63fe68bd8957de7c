import { checkContract } from "../backend/contract.js";
import {
  anyOf,
  type Check,
  callable,
  fields,
  flag,
  listOf,
  milliseconds,
  number,
  where,
} from "../errors/checks.js";

const infinite = Number.POSITIVE_INFINITY;
const share = number(0, 1);

/** The options of `circuitBreaker`. */
export const breakerOptions: Check = fields({
  failures: number(1, infinite, true),
  cooldown: milliseconds,
});

/** The options of `concurrencyLimiter`. */
export const limiterFields: Readonly<Record<"concurrency" | "queue", Check>> = {
  concurrency: number(1, infinite, true),
  queue: number(0, infinite, true),
};

/** The options of `shadow`. */
export const shadowOptions: Check = fields(
  {
    backend: checkContract,
    rate: share,
    compare: fields({ ulp: number(0, infinite) }, ["ulp"]),
    onMismatch: callable,
  },
  ["backend"],
);

/** The options of `startCanary`. */
export const canaryOptions: Check = fields(
  {
    backend: checkContract,
    share: anyOf(
      "a number from 0 to 1, or a list of them that is not empty",
      share,
      (value, path, source) => {
        listOf(share, "a list")(value, path, source);
        where("not empty", (shares) => (shares as unknown[]).length > 0)(value, path, source);
      },
    ),
    promoteAfter: number(1, infinite, true),
    rollbackOn: fields({
      failures: number(1, infinite, true),
      slowdown: number(1, infinite),
      ulp: number(0, infinite),
    }),
    dispose: flag,
  },
  ["backend"],
);

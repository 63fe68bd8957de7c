import type { CellSession } from "../cells/session.js";

/** Cells of the kinds with which notebooks begin. They do not run, and their declarations are discarded. */
const REHEARSALS = [
  "const rehearsed = [1, 2].map((x) => 2 * x);\nrehearsed",
  "import { basename } from 'node:path';\nconst rehearsed = await relu([[1, -1]]);\nbasename(String(rehearsed.size))",
  "function rehearsed(x: number): number {\n  return x > 0 ? x : 0;\n}\nfor (const x of [1, 2]) console.log(x, rehearsed(x));",
  "plot(gelu)",
];
const ROUNDS = 2;
const PAUSE_MILLISECONDS = 40;

/**
 * Compiles some cells before those of the user. The first cell takes four times as long as the fifth, while the compiler binds
 * its libraries and V8 compiles the compiler.
 */
export async function warmUp(session: CellSession): Promise<void> {
  await session.run("Math.PI", "cell-warm-up.ts");
  session.rehearse(REHEARSALS[0]!);
}

/** Compiles one cell after the other while there is no request. Stops at the first request. */
export function warmUpWhileIdle(session: CellSession, isIdle: () => boolean): void {
  const cells = REHEARSALS.map((cell) => () => session.rehearse(cell));
  const steps = [...cells, () => session.complete("gel", 3), () => session.inspect("gelu", 2)];
  const rest = Array.from({ length: ROUNDS }, () => steps).flat();
  const next = (): void => {
    const step = rest.shift();
    if (step === undefined || !isIdle()) return;
    step();
    setTimeout(next, PAUSE_MILLISECONDS).unref();
  };
  setTimeout(next, PAUSE_MILLISECONDS).unref();
}

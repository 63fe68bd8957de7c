/** What the live parts of a page compute with. */
export type Library = Awaited<ReturnType<typeof import("./loaded.js").start>> & {
  /** How long the library and its backend took to be ready after the first request, in milliseconds. */
  readonly readyIn: number;
};

let loaded: Promise<Library> | undefined;

/** Loads the library and starts its backend, once a visit, when the first live part of a page asks. */
export function library(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

/** Milliseconds that a page's components wait for the library before they come to life: the page can be read meanwhile. */
const HEAD_START = 100;

/**
 * Asks for the library on a page with a figure, and waits a moment for it: before the page's components come to life it is
 * started at once, else only when they are done. Who asks for it then tells what went wrong.
 */
export async function prepareLibrary(): Promise<void> {
  if (document.querySelector(".explorer") === null) return;
  const waited = new Promise((resolve) => setTimeout(resolve, HEAD_START));
  await Promise.race([library().catch(() => {}), waited]);
}

async function load(): Promise<Library> {
  performance.mark("actfn asked for");
  const { start } = await import("./loaded.js");
  const started = await start();
  const { duration } = performance.measure("actfn ready", "actfn asked for");
  return { ...started, readyIn: duration };
}

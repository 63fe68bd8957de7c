import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The middle and the largest of some measurements, in milliseconds. */
export interface Reaction {
  readonly median: number;
  readonly most: number;
  readonly measured: number;
}

/** What `npm run measure:site` has measured of the built site. */
export interface SiteReport {
  readonly date: string;
  readonly browser: string;
  /** Bytes over the network, compressed: until the page has loaded, and with the library and its backend. */
  readonly firstPage: { readonly bytes: number; readonly withBackend: number };
  /** From the load event of a page to a backend that computes. */
  readonly backendReady: Reaction;
  readonly redraw: Reaction;
  /** A million numbers in the playground: the slowest activation of its example. */
  readonly million: Reaction;
}

/** What Lighthouse says of some pages. */
export interface Lighthouse {
  readonly date: string;
  readonly lighthouse: string;
  readonly form: string;
  readonly pages: readonly {
    readonly path: string;
    readonly scores: Readonly<Record<string, number>>;
    readonly firstContentfulPaint: number;
    readonly largestContentfulPaint: number;
    readonly totalBlockingTime: number;
    readonly cumulativeLayoutShift: number;
    readonly failed: readonly string[];
  }[];
}

const read = <T>(name: string): T | null => {
  const path = fileURLToPath(new URL(`../../reports/${name}.json`, new URL(import.meta.url)));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : null;
};

/** The reports in the repository; null where none was made yet. */
export function siteReports(): { readonly site: SiteReport | null; readonly lighthouse: Lighthouse | null } {
  return { site: read<SiteReport>("site"), lighthouse: read<Lighthouse>("lighthouse") };
}

interface Surroundings {
  readonly process?: {
    readonly versions?: { readonly node?: string };
    readonly platform?: string;
    readonly arch?: string;
  };
  readonly navigator?: { readonly userAgent?: string };
}

/** What the code runs on, in a line: `Node.js 20.20.2, linux x64`, or a browser's own description. */
export function environment(): string {
  const { process, navigator } = globalThis as Surroundings;
  if (process?.versions?.node !== undefined) {
    return `Node.js ${process.versions.node}, ${process.platform ?? ""} ${process.arch ?? ""}`.trim();
  }
  return navigator?.userAgent ?? "unknown";
}

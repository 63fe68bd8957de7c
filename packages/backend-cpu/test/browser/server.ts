import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/**
 * A page that is cross-origin isolated, and whose policy allows no evaluation of code, and WebAssembly unless the address says
 * otherwise.
 */
function headersOf({ search }: URL): Record<string, string> {
  const scripts = search === WITHOUT_WEBASSEMBLY ? "'self'" : "'self' 'wasm-unsafe-eval'";
  return {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Content-Security-Policy": `default-src 'none'; script-src ${scripts}; worker-src 'self'; connect-src 'self'`,
  };
}

/** At the end of an address it asks for a policy that forbids compiling WebAssembly, too. */
export const WITHOUT_WEBASSEMBLY = "?without-webassembly";

/**
 * Serves the repository as it lies on disk: the packages as they were built, with the names of packages made addresses as a
 * bundler would, and the tests' own TypeScript as JavaScript. Returns the server and its address.
 */
export async function serveRepository(): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [{ pathname }, headers] = [url, headersOf(url)];
    contentOf(pathname).then(
      (body) => {
        response.writeHead(200, { ...headers, "Content-Type": types[extname(pathname)] ?? "text/plain" });
        response.end(body);
      },
      () => response.writeHead(404, headers).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function contentOf(pathname: string): Promise<string> {
  const path = join(root, pathname);
  if (extname(path) !== ".js") return readFile(path, "utf8");
  const built = await readFile(path, "utf8").catch(() => undefined);
  return withAddresses(built ?? (await compiled(path.replace(/\.js$/, ".ts"))));
}

async function compiled(path: string): Promise<string> {
  return (await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" })).code;
}

async function withAddresses(code: string): Promise<string> {
  const specifiers = new Set(code.match(/"@actfn\/[\w/-]+"/g));
  let text = code;
  for (const specifier of specifiers)
    text = text.replaceAll(specifier, await addressOf(specifier.slice(1, -1)));
  return text;
}

/** The address of what a package exports, in quotes: the file that its `exports` name. */
async function addressOf(specifier: string): Promise<string> {
  const [, name, ...subpath] = specifier.split("/");
  const folder = `/packages/${name}`;
  const { exports } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as {
    exports: Readonly<Record<string, { readonly default: string } | string>>;
  };
  const target = exports[[".", ...subpath].join("/")];
  const file = typeof target === "object" ? target.default : (target ?? specifier);
  return JSON.stringify(join(folder, file));
}

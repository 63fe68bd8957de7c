// The site without a network. The three constants are filled in when the site is built.
const version = "%VERSION%";
const base = "%BASE%";
const revisions = "%REVISIONS%";

const name = `actfn-${base}-${version}`;
const revisionHeader = "x-actfn-revision";

/** Fetches what this version has and no earlier one had, a few at a time. */
async function keepEverything() {
  const cache = await caches.open(name);
  const earlier = (await caches.keys()).filter((key) => key.startsWith(`actfn-${base}-`) && key !== name);
  const waiting = Object.entries(revisions);
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [address, revision] = next;
      await cache.put(
        address,
        (await fromEarlier(earlier, address, revision)) ?? (await fetched(address, revision)),
      );
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

async function fromEarlier(names, address, revision) {
  for (const key of names) {
    const found = await (await caches.open(key)).match(address);
    if (found?.headers.get(revisionHeader) === revision) return found;
  }
  return undefined;
}

async function fetched(address, revision) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const headers = new Headers(response.headers);
  headers.set(revisionHeader, revision);
  return new Response(response.body, { status: 200, headers });
}

async function dropEarlier() {
  const keys = await caches.keys();
  await Promise.all(
    keys.filter((key) => key.startsWith(`actfn-${base}-`) && key !== name).map((key) => caches.delete(key)),
  );
}

/** Pages come from the network while there is one, so that a visitor sees the newest; what they load has a hash in its name. */
async function answer(request) {
  const cache = await caches.open(name);
  const { pathname } = new URL(request.url);
  const address = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  if (request.mode === "navigate") {
    try {
      return await fetch(request);
    } catch {
      return (await cache.match(address)) ?? (await cache.match(`${base}404.html`)) ?? Response.error();
    }
  }
  const kept = await cache.match(address);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok && address.endsWith(".wasm")) await cache.put(address, response.clone());
  return response;
}

addEventListener("install", (event) => {
  event.waitUntil(keepEverything().then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(dropEarlier().then(() => clients.claim()));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(new URL(base, location.origin).href)) return;
  event.respondWith(answer(request));
});

/** Lets the site work without a network from the next visit on. It waits until the page has nothing better to do. */
export function keepForOffline(base: string): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const connection = (navigator as { connection?: { readonly saveData?: boolean } }).connection;
  if (connection?.saveData === true) return;
  addEventListener("load", () => {
    setTimeout(() => {
      // A host that serves the site without https has no service workers; the site works all the same.
      navigator.serviceWorker.register(`${base}service-worker.js`).catch(() => {});
    }, 4000);
  });
}

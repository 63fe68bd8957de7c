// A page that runs the program in a worker, and passes on its findings.

const given = encodeURIComponent(JSON.stringify(globalThis.actfnFixture ?? {}));
const worker = new Worker(`/page.js?${given}`, { type: "module" });
globalThis.actfnFindings = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});

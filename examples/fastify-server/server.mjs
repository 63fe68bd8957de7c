// An inference route on Fastify. What computes is swapped, tried as a canary and restarted while requests come in.

import { cpu } from "@actfn/backend-cpu";
import {
  ActfnError,
  ActivationNameError,
  activationNamed,
  CircuitOpenError,
  createRuntime,
  OverloadError,
  TimeoutError,
  WorkerLostError,
} from "@actfn/core";
import { isolate } from "@actfn/core/isolate";
import { circuitBreaker, concurrencyLimiter, startCanary, statistics } from "@actfn/core/resilience";
import Fastify from "fastify";

/** The backends that can be asked for: the CPU one in this thread, or in a worker, where a crash does not end the server. */
const factories = {
  cpu: () => cpu(),
  isolated: () => isolate(import.meta.resolve("@actfn/backend-cpu"), { factory: "cpu", retries: 2 }),
};

const runtime = createRuntime({
  backends: [await factories.isolated(), await factories.cpu()],
  fallback: { on: "fault" },
  limits: { timeout: 5000, bytes: 64 * 2 ** 20 },
  policies: [statistics(), concurrencyLimiter({ concurrency: 64, queue: 1024 }), circuitBreaker()],
});

const app = Fastify({ bodyLimit: 16 * 2 ** 20 });

const backend = { type: "string", enum: Object.keys(factories) };
const choice = { body: { type: "object", required: ["backend"], properties: { backend } } };
const forward = {
  body: {
    type: "object",
    required: ["x"],
    properties: { x: {}, options: { type: "object" } },
  },
};

app.post("/forward/:activation", { schema: forward }, async (request) => {
  const { x, options } = request.body;
  return runtime.forward(activationNamed(request.params.activation), x, options);
});

app.post("/swap", { schema: choice }, async (request) => {
  const next = factories[request.body.backend]();
  const backends = await runtime.use([next, factories.cpu()], { dispose: true, drain: 10_000 });
  return { backends: backends.map(({ name, info }) => ({ name, ...info })) };
});

/** How the last canary went; it takes as long as it takes, so that nobody waits for it. */
let lastCanary = { outcome: "none" };

app.post("/canary", { schema: choice }, async (request, reply) => {
  const next = await factories[request.body.backend]();
  const rollbackOn = { failures: 1, ulp: 4 };
  const options = { backend: next, share: [0.1, 0.5], promoteAfter: 50, rollbackOn, dispose: true };
  const running = { outcome: "running" };
  lastCanary = running;
  // One that another has replaced is no longer the last when it ends.
  const end = (outcome) => {
    if (lastCanary === running) lastCanary = outcome;
  };
  startCanary(runtime, options).then(end, (error) => {
    end({ outcome: "refused", reason: error.message });
    return next.dispose().catch(() => {});
  });
  return reply.code(202).send(running);
});

app.get("/canary", async () => lastCanary);

app.post("/restart-worker", async () => {
  const isolated = runtime.backends.filter((candidate) => "restart" in candidate);
  await Promise.all(isolated.map((worker) => worker.restart("It was restarted by hand.")));
  return { restarted: isolated.length };
});

app.get("/ready", async (_, reply) => {
  const health = runtime.health();
  return reply.code(health.ready ? 200 : 503).send(health);
});

app.get("/stats", async () => runtime.stats());

app.setErrorHandler((error, _, reply) => {
  const { name, message, code } = error;
  return reply.code(statusOf(error)).send({ name, message, code });
});

function statusOf(error) {
  if (ActivationNameError.isInstance(error)) return 404;
  if (OverloadError.isInstance(error) || CircuitOpenError.isInstance(error)) return 503;
  if (TimeoutError.isInstance(error)) return 504;
  if (WorkerLostError.isInstance(error)) return 502;
  return ActfnError.isInstance(error) ? 400 : (error.statusCode ?? 500);
}

process.once("SIGTERM", async () => {
  await app.close();
  await runtime.dispose();
});

const address = await app.listen({ port: Number(process.env["PORT"] ?? 3000), host: "127.0.0.1" });
console.log(`Listening on ${address}`);

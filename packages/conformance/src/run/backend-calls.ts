import {
  answerProblem,
  type Backend,
  type KernelRequest,
  type Support,
  supportProblem,
  type Tensor,
} from "@actfn/core";

/** Thrown where the backend says that it does not support a call. */
export class Unsupported extends Error {
  readonly request: KernelRequest;

  constructor(request: KernelRequest, reason: string) {
    const { name } = request.activation;
    super(
      `the backend does not support it: ${ended(reason)} If that is intended, declare it in the declarations of the backend: { id: "no-${name}", reason: "…", where: { activation: "${name}" }, expect: "unsupported" }. Or choose the activations of the run.`,
    );
    this.request = request;
  }
}

/** Thrown where a method of the backend returns what the contract does not allow. */
export class WrongForm extends TypeError {
  override readonly name = "TypeError";
}

/** What a backend says of a request; throws where that is no answer. */
export function supportOf(backend: Backend, request: KernelRequest): Support {
  const support: unknown = backend.supports(request);
  const problem = supportProblem(support);
  if (problem === undefined) return support as Support;
  hear(support);
  throw new WrongForm(problem);
}

/** Throws {@link Unsupported} where a backend says that it cannot run a request. */
export function requireSupport(backend: Backend, request: KernelRequest): void {
  const support = supportOf(backend, request);
  if (support.status === "unsupported") throw new Unsupported(request, support.reason);
}

/** Runs a request; rejects where the answer is not in the form of the contract. */
export function execute(backend: Backend, request: KernelRequest): Promise<Tensor[]> {
  const answer = async (): Promise<Tensor[]> => checked(request, await backend.execute(request), "execute");
  return hear(answer());
}

/** The same without waiting; undefined where the backend has no such method. */
export function executeSync(backend: Backend, request: KernelRequest): Tensor[] | undefined {
  if (backend.executeSync === undefined) return undefined;
  return checked(request, hear(backend.executeSync(request) as unknown), "executeSync");
}

/** Disposes of a backend; rejects where it throws. */
export function dispose(backend: Backend): Promise<void> {
  return hear((async (): Promise<void> => backend.dispose())());
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function checked(request: KernelRequest, answer: unknown, method: "execute" | "executeSync"): Tensor[] {
  const problem = answerProblem(request, answer, method);
  if (problem !== undefined) throw new WrongForm(problem);
  return answer as Tensor[];
}

/**
 * The same value. If it is a promise, its rejection counts as handled: a check that fails leaves its other calls in flight, and
 * a rejection that nobody awaits ends the process.
 */
export function hear<T>(value: T): T {
  if (value instanceof Promise) value.catch(() => {});
  return value;
}

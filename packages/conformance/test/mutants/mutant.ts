import { type Backend, type KernelRequest, Tensor, type TensorData } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import type { GroupId } from "../../src/index.js";
import { MutantBackend } from "./mutant-backend.js";

/** A backend that is broken on purpose. */
export interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  /** The group that must see it. */
  readonly caughtBy: GroupId;
  /** The activations to check it on, where a few are enough. */
  readonly on?: readonly string[];
  /** Whether only a full run looks where it is wrong, for groups of which a quick one sees most. */
  readonly isDeep?: boolean;
  /** Makes it anew, without anything that earlier ones remember. */
  readonly make: () => () => Backend;
}

/** Answers a request, given the right answer of the reference. */
export type Answering = (request: KernelRequest, right: (request: KernelRequest) => Tensor[]) => Tensor[];

/** A mutant whose answers are wrong; `start` makes the state that its instances share. */
export function answering(caughtBy: GroupId, name: string, start: () => Answering): Mutant {
  return {
    name,
    caughtBy,
    make: () => {
      const answer = start();
      return () => new Answers(answer);
    },
  };
}

class Answers extends MutantBackend {
  private readonly answer: Answering;

  constructor(answer: Answering) {
    super();
    this.answer = answer;
  }

  override executeSync(request: KernelRequest): Tensor[] {
    return this.answer(request, (one) => super.executeSync(one));
  }
}

/** A mutant of a class of its own. */
export function living(caughtBy: GroupId, name: string, start: () => () => Backend): Mutant {
  return { name, caughtBy, make: start };
}

/** Changes the numbers of the first result: each gets its input at the same place and its place. */
export function numbers(
  caughtBy: GroupId,
  name: string,
  change: (y: number, x: number, i: number, request: KernelRequest) => number,
  concerns: Concern = () => true,
): Mutant {
  const mutant = answering(caughtBy, name, () => (request, right) => {
    const xs = request.dtype === "float16" ? undefined : [...(request.inputs[0] as Tensor).data];
    const results = right(request);
    if (xs === undefined || !concerns(request)) return results;
    const data = (results[0] as Tensor).data;
    for (let i = 0; i < data.length; i++) data[i] = change(data[i] as number, xs[i] as number, i, request);
    return results;
  });
  return concerns.activation === undefined ? mutant : { ...mutant, on: [concerns.activation] };
}

/** Whether a mutation concerns a request; with the one activation that it can concern, where there is one. */
interface Concern {
  (request: KernelRequest): boolean;
  readonly activation?: string;
}

/** Whether a request is for an activation, and a pass where one is given. */
export function is(name: string, pass?: KernelRequest["pass"]): Concern {
  const concerns = ({ activation, ...request }: KernelRequest): boolean =>
    activation.name === name && (pass === undefined || request.pass === pass);
  return Object.assign(concerns, { activation: name });
}

/** The same request without outs. */
export const fresh = (request: KernelRequest): KernelRequest => ({
  ...request,
  outputs: request.outputs.map(() => undefined),
});

/** The right answer to another request than the one that was made, in the form of the one that was. */
export function insteadOf(request: KernelRequest, other: KernelRequest): Tensor[] {
  const results = evaluateRequest(fresh(other));
  return results.map((result, i) => {
    const out = request.outputs[i];
    const tensor = new Tensor(
      result.dtype,
      request.shapes[i] ?? result.shape,
      result.data as Float32Array as never,
    );
    if (out === undefined) return tensor;
    out.data.set(tensor.data as never);
    return out;
  });
}

/** A copy of a typed array. */
export const copyOf = (data: TensorData): TensorData => data.slice();

/** Resolves after so many milliseconds. */
export function later(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

import type { KernelRequest } from "../backend.js";
import type { ResolvedOptions } from "../definition.js";
import type { PackedRequest, PackedTensor } from "./messages.js";
import { packActivation } from "./packed-activation.js";

/** As many as a worker keeps; then the one sent first is forgotten on both sides. */
const LIMIT = 256;

/** Packs requests for one worker, and remembers which activations it has been sent. */
export class KnownActivations {
  // Equal options of one definition are one object, so that it stands for both.
  private readonly keys = new Map<ResolvedOptions, number>();
  private next = 0;

  pack(request: KernelRequest): PackedRequest {
    const { options, pass, precision, dtype, inputs, shapes } = request;
    const tensors = inputs.map(({ shape, data }): PackedTensor => ({ shape, data: data.slice() }));
    const rest = { pass, precision, dtype, inputs: tensors, shapes };
    const known = this.keys.get(options);
    if (known !== undefined) return { key: known, activation: undefined, forget: undefined, ...rest };
    const forget = this.keys.size < LIMIT ? undefined : this.keys.values().next().value;
    return { key: this.next, activation: packActivation(request), forget, ...rest };
  }

  /** Notes that a request has been sent: until then the worker knows nothing of it. */
  sent({ options }: KernelRequest, { key, activation, forget }: PackedRequest): void {
    if (activation === undefined) return;
    if (forget !== undefined) this.keys.delete(this.keys.keys().next().value as ResolvedOptions);
    this.keys.set(options, key);
    this.next++;
  }
}

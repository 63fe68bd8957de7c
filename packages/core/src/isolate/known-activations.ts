import type { KernelRequest } from "../backend/backend.js";
import { type Variant, variantOf } from "../request/variant.js";
import type { PackedRequest, PackedTensor } from "./messages.js";
import { packActivation } from "./packed-activation.js";

/** As many as a worker keeps; then the one sent first is forgotten on both sides. */
const LIMIT = 256;

/** Packs requests for one worker, and remembers which activations it has been sent. */
export class KnownActivations {
  private readonly keys = new Map<Variant, number>();
  private next = 0;

  pack(request: KernelRequest): PackedRequest {
    const { options, pass, precision, dtype, inputs, shapes } = request;
    const tensors = inputs.map(({ shape, data }): PackedTensor => ({ shape, data: data.slice() }));
    const rest = { options, pass, precision, dtype, inputs: tensors, shapes };
    const known = this.keys.get(variantOf(request.activation, options));
    if (known !== undefined) return { key: known, activation: undefined, forget: undefined, ...rest };
    const forget = this.keys.size < LIMIT ? undefined : this.keys.values().next().value;
    return { key: this.next, activation: packActivation(request), forget, ...rest };
  }

  /** Notes that a request has been sent: until then the worker knows nothing of it. */
  sent(request: KernelRequest, { key, activation, forget }: PackedRequest): void {
    if (activation === undefined) return;
    if (forget !== undefined) this.keys.delete(this.keys.keys().next().value as Variant);
    this.keys.set(variantOf(request.activation, request.options), key);
    this.next++;
  }
}

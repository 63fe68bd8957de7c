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
    const activation = packActivation(request);
    const forget = this.makeRoom();
    const key = this.next++;
    this.keys.set(options, key);
    return { key, activation, forget, ...rest };
  }

  private makeRoom(): number | undefined {
    if (this.keys.size < LIMIT) return undefined;
    const [oldest, key] = this.keys.entries().next().value as [ResolvedOptions, number];
    this.keys.delete(oldest);
    return key;
  }
}

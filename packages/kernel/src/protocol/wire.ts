import { createHmac, timingSafeEqual } from "node:crypto";
import type { Header, JsonObject, Message } from "./message.js";

const DELIMITER = Buffer.from("<IDS|MSG>");
const JSON_FRAMES = 4;

/** What a list of frames turned out to be. A refused one is dropped with its reason; it must never end the kernel. */
export type Decoded =
  | { readonly ok: true; readonly identities: readonly Uint8Array[]; readonly message: Message }
  | { readonly ok: false; readonly reason: string };

/** Turns messages into signed frames, and frames into messages whose signature held. */
export interface Wire {
  /** The frames of a message: identities, delimiter, signature, four JSON parts, then the buffers. */
  encode(identities: readonly Uint8Array[], message: Message): Uint8Array[];
  /** Reads frames. Never throws: a bad frame list comes back as `{ ok: false, reason }`. */
  decode(frames: readonly Uint8Array[]): Decoded;
}

/** A wire that signs with HMAC-SHA256 and the given key. An empty key means that nothing is signed or checked. */
export function createWire(key: string): Wire {
  const sign = (parts: readonly Uint8Array[]): string => {
    if (key === "") return "";
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
  return {
    encode: (identities, message) => {
      const parts = [message.header, message.parent_header, message.metadata, message.content].map((part) =>
        Buffer.from(JSON.stringify(part)),
      );
      return [...identities, DELIMITER, Buffer.from(sign(parts)), ...parts, ...message.buffers];
    },
    decode: (frames) => decode(frames, sign),
  };
}

function decode(frames: readonly Uint8Array[], sign: (parts: readonly Uint8Array[]) => string): Decoded {
  const delimiter = frames.findIndex((frame) => DELIMITER.equals(frame));
  if (delimiter < 0) return refuse("no <IDS|MSG> delimiter");
  const [signature, ...rest] = frames.slice(delimiter + 1);
  if (signature === undefined || rest.length < JSON_FRAMES) return refuse("fewer frames than a message has");
  const parts = rest.slice(0, JSON_FRAMES);
  if (!equalInConstantTime(signature, Buffer.from(sign(parts)))) return refuse("the signature does not hold");

  const parsed = parts.map(parseObject);
  const [header, parent, metadata, content] = parsed;
  if (!header || !parent || !metadata || !content) return refuse("a part that is not a JSON object");
  if (typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string") {
    return refuse("a header without msg_type or msg_id");
  }
  return {
    ok: true,
    identities: frames.slice(0, delimiter),
    message: {
      header: header as unknown as Header,
      parent_header: parent as unknown as Header,
      metadata,
      content,
      buffers: rest.slice(JSON_FRAMES),
    },
  };
}

/** Compares without telling, by the time it takes, how much of a forged signature was right. */
function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseObject(part: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part).toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

function refuse(reason: string): Decoded {
  return { ok: false, reason };
}

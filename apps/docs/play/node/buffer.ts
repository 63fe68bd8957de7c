/** As much of Node's Buffer as the display of an activation needs: text to base64. */
export const Buffer = {
  from: (text: string): { toString(encoding: "base64"): string } => ({
    toString: () =>
      btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("")),
  }),
};

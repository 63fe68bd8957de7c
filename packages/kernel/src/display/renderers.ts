/** Teaches `display` the values of @actfn/core. */
export function installRenderers(): void {}

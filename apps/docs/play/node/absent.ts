/** What only Node can do, such as reading files: a program of the playground that asks for it is told so. */
function absent(): never {
  throw new Error("This needs Node.js; the playground runs in a browser.");
}

export const createRequire = absent;
export const createInterface = absent;
export const readFile = absent;
export const dirname = absent;
export const join = absent;
export const fileURLToPath = absent;
export default { createRequire, createInterface, readFile, dirname, join, fileURLToPath };

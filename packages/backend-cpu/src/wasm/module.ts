import { Bytes } from "./bytes.js";
import type { FunctionWriter } from "./function.js";

/** Assembles a WebAssembly module. Its functions have no results and use one imported memory, `env.memory`. */
export class ModuleWriter {
  private readonly functions: FunctionWriter[] = [];
  private readonly exported: (readonly [string, number])[] = [];

  /** Adds a function, and exports it if it has a name. Returns its index. */
  add(body: FunctionWriter, name?: string): number {
    const index = this.functions.push(body) - 1;
    if (name !== undefined) this.exported.push([name, index]);
    return index;
  }

  /** The bytes of the module, for a memory with this number of pages. */
  encoded(pages: number): ArrayBuffer {
    const { functions, exported } = this;
    const bytes = new Bytes().all([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    section(bytes, 1, functions, (types, { parameters }) =>
      types.byte(0x60).unsigned(parameters.length).all(parameters).byte(0),
    );
    section(bytes, 2, ["memory"], (imports, name) =>
      imports.text("env").text(name).byte(2).byte(1).unsigned(pages).unsigned(pages),
    );
    section(bytes, 3, functions, (types, _, index) => types.unsigned(index));
    section(bytes, 7, exported, (names, [name, index]) => names.text(name).byte(0).unsigned(index));
    section(bytes, 10, functions, (code, body) => code.sized(body.encoded()));
    return bytes.taken().slice().buffer as ArrayBuffer;
  }
}

/** Appends a section: its id, its size, and a vector of items (their number, then the items). */
function section<T>(
  bytes: Bytes,
  id: number,
  items: readonly T[],
  write: (content: Bytes, item: T, index: number) => void,
): void {
  const content = new Bytes().unsigned(items.length);
  for (const [index, item] of items.entries()) write(content, item, index);
  bytes.byte(id).sized(content);
}

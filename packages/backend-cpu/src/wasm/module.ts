import { text, unsigned, vector } from "./bytes.js";
import type { FunctionWriter } from "./function.js";

/** Where a module's memory comes from. */
export interface MemoryImport {
  readonly shared: boolean;
  readonly pages: number;
  readonly maximum: number;
}

/** Assembles a WebAssembly module: functions without results over one imported memory, `env.memory`. */
export class ModuleWriter {
  private readonly functions: FunctionWriter[] = [];
  private readonly exported: (readonly [string, number])[] = [];

  /** Adds a function, under a name where it is to be called from outside; returns its number for calls. */
  add(body: FunctionWriter, name?: string): number {
    const index = this.functions.push(body) - 1;
    if (name !== undefined) this.exported.push([name, index]);
    return index;
  }

  /** The bytes of the module. */
  encoded({ shared, pages, maximum }: MemoryImport): ArrayBuffer {
    const limits = [shared ? 3 : 1, ...unsigned(pages), ...unsigned(maximum)];
    const memory = [...text("env"), ...text("memory"), 2, ...limits];
    const bytes = [
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(
        1,
        vector(
          this.functions.map(({ parameters }) => [0x60, ...unsigned(parameters.length), ...parameters, 0]),
        ),
      ),
      ...section(2, vector([memory])),
      ...section(3, vector(this.functions.map((_, index) => unsigned(index)))),
      ...section(7, vector(this.exported.map(([name, index]) => [...text(name), 0, ...unsigned(index)]))),
      ...section(10, vector(this.functions.map((body) => body.encoded()))),
    ];
    return new Uint8Array(bytes).buffer;
  }
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/**
 * An ONNX model as plain data: the part of the format that activations need. Names are those of the ONNX specification;
 * `encode.ts` has their numbers.
 */
export interface Model {
  readonly graph: Graph;
  /** The version of the operator set, such as 20. */
  readonly opset: number;
  /** The version of the file format, such as 9. */
  readonly irVersion: number;
  /** The program that wrote the model. Tools show it. */
  readonly producer: string;
  /** A description of the model. */
  readonly documentation?: string;
}

/** Nodes in topological order: each comes after those whose results it reads. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** An operator with the names of its inputs and outputs. An empty name omits an optional input. */
export interface Node {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** An attribute. Float attributes are rounded to float32. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

/** The element types that activations use, by their names in the ONNX specification. */
export type ElementType = "float" | "double" | "float16" | "bfloat16" | "int64" | "bool";

/** A tensor stored in the model; `data` holds its elements, little-endian and row-major. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

/** The type of a graph's input or output. A dimension is a length, or a name for any length. */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

/** A backend that a program may run on. */
export type BackendName = "cpu" | "onnx";

/** A value in the forms in which it can be shown, as in a notebook. */
export type Bundle = Readonly<Record<string, unknown>>;

/** What a running program tells the page. */
export type PlayEvent =
  | { readonly kind: "ready"; readonly backend: string; readonly runtime: string; readonly took: number }
  | { readonly kind: "show"; readonly bundle: Bundle; readonly id?: string; readonly update: boolean }
  | { readonly kind: "clear" }
  | { readonly kind: "print"; readonly stream: "out" | "error"; readonly text: string }
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string }
  | { readonly kind: "done"; readonly answered: readonly string[]; readonly took: number };

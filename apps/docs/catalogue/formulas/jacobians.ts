import type { OptionValues } from "@actfn/plot";

/** How the results of a row follow its members: the formula, and the same as a program, which a test holds against backward. */
export interface Jacobian {
  /** The right side of ∂f(x)_i/∂x_j = …, or of ∂f(x)/∂x_j. */
  readonly tex: string;
  /** What its letters are. */
  readonly where: readonly string[];
  /** A row of results f and the members x that gave them: ∂f_i/∂x_j at `scale`, the temperature. */
  readonly at: (f: readonly number[], x: readonly number[], i: number, j: number, scale: number) => number;
}

const delta = "\\delta_{ij} = 1 \\text{ for } i = j \\text{, otherwise } 0";
const same = (i: number, j: number): number => (i === j ? 1 : 0);
const of = (f: readonly number[], i: number): number => f[i] as number;

function softmaxOver(symbol?: string): Jacobian {
  const shares = "f(x)_i\\,\\left(\\delta_{ij} - f(x)_j\\right)";
  return {
    tex: symbol === undefined ? shares : `\\frac{1}{${symbol}}\\,${shares}`,
    where: [delta],
    at: (f, _, i, j, scale) => (of(f, i) * (same(i, j) - of(f, j))) / scale,
  };
}

const jacobians: Readonly<Record<string, Jacobian>> = {
  softmax: softmaxOver("T"),
  maskedSoftmax: softmaxOver("T"),
  gumbelSoftmax: softmaxOver("\\tau"),
  softmax2d: softmaxOver(),
  quietSoftmax: softmaxOver(),
  softmin: {
    tex: "f(x)_i\\,\\left(f(x)_j - \\delta_{ij}\\right)",
    where: [delta],
    at: (f, _, i, j) => of(f, i) * (of(f, j) - same(i, j)),
  },
  logSoftmax: {
    tex: "\\delta_{ij} - e^{f(x)_j}",
    where: [delta],
    at: (f, _, i, j) => same(i, j) - Math.exp(of(f, j)),
  },
  logSumExp: {
    tex: "e^{x_j - f(x)}",
    where: [],
    at: (f, x, _, j) => Math.exp(of(x, j) - of(f, 0)),
  },
  sparsemax: {
    tex: "\\begin{cases} \\delta_{ij} - \\frac{1}{|S|} & \\text{if } i \\in S \\text{ and } j \\in S \\\\ 0 & \\text{otherwise} \\end{cases}",
    where: [delta, "S \\text{ holds the } k \\text{ with } f(x)_k > 0"],
    at: (f, _, i, j) =>
      of(f, i) > 0 && of(f, j) > 0 ? same(i, j) - 1 / f.filter((share) => share > 0).length : 0,
  },
  entmax15: {
    tex: "s_i\\,\\left(\\delta_{ij} - \\frac{s_j}{\\sum_k s_k}\\right)",
    where: [delta, "s_k = \\sqrt{f(x)_k}"],
    at: (f, _, i, j) => {
      const s = f.map(Math.sqrt);
      return of(s, i) * (same(i, j) - of(s, j) / s.reduce((sum, root) => sum + root, 0));
    },
  },
  hardmax: { tex: "0", where: [], at: () => 0 },
};

/** How the results of an axis activation follow its row; with a straight-through gradient, what is passed on besides. */
export function jacobianOf(
  name: string,
  preset: OptionValues = {},
): (Jacobian & { readonly passedOn?: string }) | undefined {
  const jacobian = jacobians[name];
  if (jacobian === undefined || preset["gradient"] !== "straightThrough") return jacobian;
  return { ...jacobian, passedOn: "\\delta_{ij}", where: [...jacobian.where, delta] };
}

import {
  ActivationNameError,
  type Backend,
  type CodePath,
  type CodePathRange,
  ConfigError,
  catalogue,
  type Definition,
  type Deviation,
  defineActivation,
  type KernelRequest,
  leakyRelu,
  mul,
  relu,
  type Support,
  silu,
  tanh,
} from "@actfn/core";
import { reference } from "@actfn/core/program";
import { describe, expect, test, vi } from "vitest";
import { checkBackend, explain, type Profile, type Report, summary } from "../src/index.js";
import { IdleBackend } from "./mutants/idle-backend.js";
import { is, numbers } from "./mutants/mutant.js";

const part: Profile = {
  activations: [relu, leakyRelu, silu],
  groups: ["specials"],
  dtypes: ["float32"],
  precisions: ["fast"],
};
const siluAtInfinity = numbers(
  "specials",
  "silu(−∞) is NaN",
  (y, x) => (x === -Infinity ? Number.NaN : y),
  is("silu", "forward"),
);

const deviation: Deviation = {
  id: "silu-infinity",
  reason: "The runtime multiplies infinity by zero.",
  link: "https://github.com/pytorch/pytorch/pull/195197",
  where: { activation: "silu", pass: "forward" },
  expect: "deviates",
  x: [-Infinity, -1e30],
  gives: "nan",
};

function outcomes({ deviations }: Report): string[] {
  return deviations.map(({ outcome }) => outcome);
}

test("a deviation that is declared is not a failure", async () => {
  const report = await checkBackend(siluAtInfinity.make(), { ...part, deviations: [deviation] });
  expect(explain(report)).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.totals.declared).toBe(1);
  expect(outcomes(report)).toEqual(["deviates"]);
});

test.each([
  ["at another input", { ...deviation, x: [0, 1] }],
  ["to another number", { ...deviation, gives: "zero" }],
  ["of another activation", { ...deviation, where: { activation: "relu" } }],
] satisfies [string, Deviation][])("a deviation that is declared %s is a failure", async (_, wrong) => {
  const report = await checkBackend(siluAtInfinity.make(), { ...part, deviations: [wrong] });
  expect(report.totals.failed).toBe(1);
});

describe("a deviation of some code paths", () => {
  const path: CodePath = { runtime: "r", version: "1.4.0", provider: "p", variant: "narrow" };
  const range: CodePathRange = { runtime: "r", versions: ["1.2.0", "1.4.0"], provider: "p" };
  const measuredOn = [{ ...range, variants: ["narrow", "wide"] }];
  const reportOn = (codePath: CodePath, on: readonly CodePathRange[]): Promise<Report> =>
    checkBackend(async () => {
      const backend = await siluAtInfinity.make()();
      return Object.assign(Object.create(backend) as Backend, {
        info: { ...backend.info, codePath },
        declarations: { measuredOn, deviations: [{ ...deviation, on }], tolerances: [] },
      });
    }, part);

  test("is no failure where it was found", async () => {
    const report = await reportOn(path, [{ ...range, variants: ["narrow"] }]);
    expect(report.totals).toMatchObject({ declared: 1, unknown: 0, failed: 0 });
  });

  test("is a failure where it was looked for and not found", async () => {
    const report = await reportOn(path, [{ ...range, variants: ["wide"] }]);
    expect(report.totals).toMatchObject({ declared: 0, unknown: 0, failed: 1 });
    expect(outcomes(report)).toEqual([]);
  });

  test.each([
    ["a newer version", { ...path, version: "1.10.0" }],
    ["another runtime", { ...path, runtime: "s" }],
    ["a variant that cannot be told", { runtime: "r", version: "1.4.0", provider: "p" }],
  ] satisfies [string, CodePath][])(
    "is unknown on %s: counted, and neither passed nor failed",
    async (_, other) => {
      const report = await reportOn(other, [range]);
      expect(report.totals).toMatchObject({ declared: 0, unknown: 1, failed: 0 });
      expect(report.passed).toBe(true);
      expect(outcomes(report)).toEqual(["unknown"]);
      expect(report.accuracy.reduce((sum, { unknown }) => sum + unknown, 0)).toBeGreaterThan(0);
      expect(summary(report)).toMatch(/1 unknown \(nobody has measured [rs] 1\./);
    },
  );

  test("does not hide what is wrong in another way there", async () => {
    const report = await checkBackend(async () => {
      const backend = await siluAtInfinity.make()();
      const other = { ...deviation, x: [0, 1] } as const;
      return Object.assign(Object.create(backend) as Backend, {
        declarations: { measuredOn, deviations: [other], tolerances: [] },
      });
    }, part);
    expect(report.totals).toMatchObject({ unknown: 0, failed: 1 });
  });
});

test("what only a tolerance of other code paths allows is unknown", async () => {
  const coarse = numbers("golden", "", (y) => Math.fround(y * (1 + 2 ** -20)), is("silu", "forward"));
  const report = await checkBackend(async () => {
    const backend = await coarse.make()();
    return Object.assign(Object.create(backend) as Backend, {
      declarations: {
        measuredOn: [{ runtime: "r", versions: ["1.2.0", "1.4.0"], provider: "p" }],
        deviations: [],
        tolerances: [{ where: { activation: "silu", pass: "forward" }, ulp: 20, reason: "on purpose" }],
      },
    });
  }, part);
  expect(report.totals.failed).toBe(0);
  expect(report.totals.unknown).toBeGreaterThan(0);
});

test("a run of a part cannot tell that a deviation is out of date", async () => {
  const report = await checkBackend(reference, { ...part, deviations: [deviation] });
  expect(outcomes(report)).toEqual(["not run"]);
  expect(report.passed).toBe(true);
});

test("a tolerance widens the bound of what it is for", async () => {
  const coarse = numbers("golden", "", (y) => Math.fround(y * (1 + 2 ** -20)), is("silu", "forward"));
  const without = await checkBackend(coarse.make(), part);
  expect(without.passed).toBe(false);
  const tolerances = [
    { where: { activation: "silu", pass: "forward" }, ulp: 20, reason: "coarse on purpose" },
  ] as const;
  const report = await checkBackend(coarse.make(), { ...part, tolerances });
  expect(explain(report)).toEqual([]);
});

test("what a backend says it cannot do is a failure unless it is declared", async () => {
  const partial = (): Backend =>
    Object.assign(reference(), {
      supports: ({ pass }: { pass: string }) =>
        pass === "backward" ? { status: "unsupported", reason: "no gradients" } : { status: "native" },
    });
  expect((await checkBackend(partial, part)).totals.failed).toBeGreaterThan(0);
  const deviations: Deviation[] = [
    { id: "gradients", reason: "It has none.", where: { pass: "backward" }, expect: "unsupported" },
  ];
  expect((await checkBackend(partial, { ...part, deviations })).passed).toBe(true);
});

describe("a backend of few activations", () => {
  /** Pointwise alone, or these alone; answers at once, since the memory group makes thousands of calls. */
  const partial = (isKnown: (definition: Definition) => boolean): (() => Backend) => {
    return () =>
      Object.assign(new IdleBackend(), {
        supports: ({ activation }: KernelRequest): Support =>
          isKnown(activation) ? { status: "native" } : { status: "unsupported", reason: "not among them" },
      });
  };
  const notKnown = (isKnown: (definition: Definition) => boolean): Deviation => ({
    id: "few",
    reason: "It is for few activations.",
    where: {
      activation: catalogue
        .filter(({ definition }) => !isKnown(definition))
        .map(({ definition }) => definition.name),
    },
    expect: "unsupported",
  });

  test.each([
    ["pointwise ones", ({ domain }) => domain.kind === "pointwise"],
    ["gelu and tanh", ({ name }) => name === "gelu" || name === "tanh"],
  ] satisfies [string, (definition: Definition) => boolean][])(
    "passes the checks of memory that need no numbers: %s",
    async (_, isKnown) => {
      const report = await checkBackend(partial(isKnown), {
        groups: ["memory"],
        deviations: [notKnown(isKnown)],
      });
      expect(explain(report)).toEqual([]);
      expect(report.totals).toMatchObject({ failed: 0, skipped: 0, declared: 0 });
    },
  );

  test("passes all other groups, relations to what it does not support being declared", async () => {
    const isKnown = ({ name }: Definition): boolean => name === "gelu" || name === "tanh";
    const ownDefinitions: Deviation = {
      id: "own definitions",
      reason: "It has operators alone.",
      where: { group: ["specials", "gradients"], tag: ["limits", "order"] },
      expect: "unsupported",
    };
    const make = (): Backend => Object.assign(reference(), { supports: partial(isKnown)().supports });
    const report = await checkBackend(make, {
      effort: "quick",
      deviations: [notKnown(isKnown), ownDefinitions],
    });
    expect(explain(report)).toEqual([]);
    expect(report.totals.skipped).toBe(0);
  });
});

describe("what a backend declares is checked as a profile is", () => {
  const check = (declarations: object): Promise<Report> =>
    checkBackend(() => Object.assign(reference(), { declarations }), part);
  const where = { activation: "relu" };

  test.each([
    [
      { deviation: [] },
      /declarations of "reference": there is no option "deviation"\. Did you mean "deviations"/,
    ],
    [
      { deviations: [{ ...deviation, where: { activaton: "relu" } }] },
      /declarations of "reference".*deviations\[0\]\.where\.activaton"\. Did you mean "activation"/,
    ],
    [{ deviations: [{ ...deviation, reason: undefined }] }, /deviations\[0\]\.reason/],
    [{ tolerances: [{ where, ulp: "9", reason: "coarse" }] }, /tolerances\[0\]\.ulp is "9"/],
    [{ measuredOn: [{ runtime: "r", provider: "p" }] }, /measuredOn\[0\]\.versions/],
  ])("%j", async (declarations, message) => {
    await expect(check(declarations)).rejects.toThrow(ConfigError);
    await expect(check(declarations)).rejects.toThrow(message);
  });

  test("the name of an activation that there is not", async () => {
    const deviations = [{ ...deviation, where: { activation: "silo" } }];
    const make = (): Backend => Object.assign(reference(), { declarations: { deviations } });
    await expect(checkBackend(make, { groups: ["errors"] })).rejects.toThrow(ActivationNameError);
  });

  test.each([{}, { deviations: [] }, { tolerances: [] }])("%j is allowed", async (declarations) => {
    expect((await check(declarations)).passed).toBe(true);
  });
});

test("what is no backend is refused with what is missing", async () => {
  await expect(checkBackend({} as never)).rejects.toThrow(/not a backend.*execute/);
});

test("a reason is part of the type", () => {
  // @ts-expect-error a deviation without a reason does not type-check
  const silent: Deviation = { id: "silent", where: {}, expect: "fails" };
  expect(silent.reason).toBeUndefined();
});

test("activations are taken by name, of the catalogue or any framework, and as they are", async () => {
  const mine = defineActivation({ name: "mine", expression: ({ x }) => mul(x, tanh(x)) });
  const report = await checkBackend(reference, {
    ...part,
    activations: ["relu", "LeakyReLU", mine],
  });
  expect(explain(report)).toEqual([]);
  const measured = report.accuracy.map(({ activation }) => activation);
  expect(measured).toEqual(expect.arrayContaining(["relu", "leakyRelu", "mine"]));
});

test("a name that there is not is refused before anything runs, with the nearest one", async () => {
  const factory = vi.fn(reference);
  const misspelled = checkBackend(factory, { ...part, activations: ["gelo"] });
  await expect(misspelled).rejects.toThrow(ActivationNameError);
  await expect(misspelled).rejects.toThrow(/Did you mean "gelu"\?/);
  expect(factory).not.toHaveBeenCalled();
});

import { type Benchmark, benchmarks } from "../../catalogue/reports/benchmark.js";

declare const data: readonly Benchmark[];

export { data };

/** Runs when the site is built: the benchmarks in the repository. */
export default { watch: ["../../reports/bench-node*.json"], load: (): readonly Benchmark[] => benchmarks() };

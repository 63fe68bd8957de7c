import { type Benchmark, benchmark } from "../../catalogue/benchmark.js";

declare const data: Benchmark | null;

export { data };

/** Runs when the site is built: the benchmark in the repository. */
export default { watch: ["../../reports/bench.json"], load: (): Benchmark | null => benchmark() };

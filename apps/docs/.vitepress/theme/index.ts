import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { type Component, defineAsyncComponent } from "vue";
import FunctionExplorer from "./components/FunctionExplorer.vue";
import { prepareLibrary } from "./live/library.js";
import { keepForOffline } from "./live/offline.js";
import "./style/index.css";

const theme: Theme = {
  extends: DefaultTheme,
  async enhanceApp({ app, siteData }) {
    if (!import.meta.env.SSR) {
      keepForOffline(siteData.value.base);
      await prepareLibrary();
    }
    app.component("FunctionExplorer", FunctionExplorer);
    for (const [name, load] of Object.entries(onTheirPages)) app.component(name, defineAsyncComponent(load));
  },
};

/** Components of one page or a few, which the others need not load. */
const onTheirPages: Readonly<Record<string, () => Promise<{ readonly default: Component }>>> = {
  BenchmarkHere: () => import("./components/BenchmarkHere.vue"),
  BenchmarkReport: () => import("./components/reports/BenchmarkReport.vue"),
  CataloguePlates: () => import("./components/CataloguePlates.vue"),
  CodePlayground: () => import("./components/CodePlayground.vue"),
  CompareTable: () => import("./components/CompareTable.vue"),
  ConformanceMatrix: () => import("./components/reports/ConformanceMatrix.vue"),
  DepthExperiment: () => import("./components/experiments/DepthExperiment.vue"),
  DyingExperiment: () => import("./components/experiments/DyingExperiment.vue"),
  EngineMatrix: () => import("./components/reports/EngineMatrix.vue"),
  HomePage: () => import("./components/HomePage.vue"),
  ConventionsTable: () => import("./components/ConventionsTable.vue"),
  MigrationTable: () => import("./components/MigrationTable.vue"),
  NaiveFailure: () => import("./components/experiments/NaiveFailure.vue"),
  FamilyComparisons: () => import("./components/FamilyComparisons.vue"),
  SiteReport: () => import("./components/reports/SiteReport.vue"),
  KillReport: () => import("./components/reports/KillReport.vue"),
  ToolMatrix: () => import("./components/reports/ToolMatrix.vue"),
  SweepReport: () => import("./components/reports/SweepReport.vue"),
  SpiralTrainer: () => import("./components/experiments/SpiralTrainer.vue"),
  TemperatureExperiment: () => import("./components/experiments/TemperatureExperiment.vue"),
};

export default theme;

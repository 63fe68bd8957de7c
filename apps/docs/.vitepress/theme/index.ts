import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import CataloguePlates from "./components/CataloguePlates.vue";
import CodePlayground from "./components/CodePlayground.vue";
import CompareTable from "./components/CompareTable.vue";
import DepthExperiment from "./components/DepthExperiment.vue";
import DyingExperiment from "./components/DyingExperiment.vue";
import FunctionExplorer from "./components/FunctionExplorer.vue";
import HomePage from "./components/HomePage.vue";
import NaiveFailure from "./components/NaiveFailure.vue";
import SpiralTrainer from "./components/SpiralTrainer.vue";
import TemperatureExperiment from "./components/TemperatureExperiment.vue";
import "./style/index.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("CataloguePlates", CataloguePlates);
    app.component("FunctionExplorer", FunctionExplorer);
    app.component("CodePlayground", CodePlayground);
    app.component("CompareTable", CompareTable);
    app.component("HomePage", HomePage);
    app.component("DepthExperiment", DepthExperiment);
    app.component("DyingExperiment", DyingExperiment);
    app.component("SpiralTrainer", SpiralTrainer);
    app.component("TemperatureExperiment", TemperatureExperiment);
    app.component("NaiveFailure", NaiveFailure);
  },
};

export default theme;

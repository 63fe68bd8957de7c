// #region plot
import { catalogue, gelu, relu, silu } from "@actfn/core";
import { plot } from "@actfn/kernel";

const figure = plot([relu, gelu, silu], { title: "Three that look alike" });
console.log(figure.svg.startsWith("<svg"));
// → true
// In a cell, the last line is shown: plot([relu, gelu, silu])
// #endregion plot

// #region gallery
const all = plot.gallery(catalogue.filter(({ definition }) => definition.family === "rectified"));
console.log(all.text.includes("ReLU"));
// → true
// #endregion gallery

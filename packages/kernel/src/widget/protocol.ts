/**
 * The names that Jupyter's widgets go by on a comm, protocol version 2.
 * Source: https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
 */
import type { JsonObject } from "../protocol/message.js";

/** The target under which front ends take the comm of a widget. */
export const WIDGET_TARGET = "jupyter.widget";
/** The target on which a front end asks for the states of all widgets, as after a page has been loaded anew. */
export const CONTROL_TARGET = "jupyter.widget.control";
/** The MIME type by which an output says that it is a view of a widget. */
export const VIEW_MIME = "application/vnd.jupyter.widget-view+json";

/** What a widget's `comm_open` carries beside its state: the version of this protocol. */
export const WIDGET_METADATA: JsonObject = { version: "2.1.0" };

const BASE = "@jupyter-widgets/base";
const CONTROLS = "@jupyter-widgets/controls";
/** The version of both modules that ipywidgets 8 brings. */
const MODULE_VERSION = "2.0.0";

/** A widget that this kernel opens. */
export type WidgetName =
  | "layout"
  | "sliderStyle"
  | "floatSlider"
  | "selectionSlider"
  | "html"
  | "verticalBox";

/** Which classes of the front end hold a widget's state and draw it. */
const WIDGETS: Record<WidgetName, WidgetClass> = {
  layout: { modelModule: BASE, model: "LayoutModel", viewModule: BASE, view: "LayoutView" },
  sliderStyle: { modelModule: CONTROLS, model: "SliderStyleModel", viewModule: BASE, view: "StyleView" },
  floatSlider: control("FloatSlider"),
  selectionSlider: control("SelectionSlider"),
  html: control("HTML"),
  verticalBox: control("VBox"),
};

interface WidgetClass {
  readonly modelModule: string;
  readonly model: string;
  readonly viewModule: string;
  readonly view: string;
}

function control(name: string): WidgetClass {
  return { modelModule: CONTROLS, model: `${name}Model`, viewModule: CONTROLS, view: `${name}View` };
}

/** The part of a widget's state that names its class. */
export function classState(name: WidgetName): JsonObject {
  const { modelModule, model, viewModule, view } = WIDGETS[name];
  return {
    _model_module: modelModule,
    _model_module_version: MODULE_VERSION,
    _model_name: model,
    _view_module: viewModule,
    _view_module_version: MODULE_VERSION,
    _view_name: view,
  };
}

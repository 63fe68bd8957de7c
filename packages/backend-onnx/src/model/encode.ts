import type { Attribute, ElementType, Graph, Initializer, Model, Node, ValueInfo } from "./model.js";
import { ProtobufWriter } from "./protobuf-writer.js";

/** The numbers of the element types (`TensorProto.DataType` in onnx.proto). */
export const elementTypeNumber: Readonly<Record<ElementType, number>> = {
  float: 1,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
  bfloat16: 16,
};

/** Writes a model as the bytes of a `.onnx` file. Field numbers are those of onnx.proto, noted beside each. */
export function encodeModel(model: Model): Uint8Array {
  const out = new ProtobufWriter();
  out.integer(1, model.irVersion); // ModelProto.ir_version
  out.string(2, model.producer); // producer_name
  if (model.documentation !== undefined) out.string(6, model.documentation); // doc_string
  out.message(7, (graph) => writeGraph(graph, model.graph)); // graph
  out.message(8, (opset) => {
    opset.string(1, ""); // OperatorSetIdProto.domain: ONNX's own
    opset.integer(2, model.opset); // version
  });
  return out.finish();
}

function writeGraph(out: ProtobufWriter, graph: Graph): void {
  for (const node of graph.nodes) out.message(1, (message) => writeNode(message, node)); // GraphProto.node
  out.string(2, graph.name); // name
  for (const tensor of graph.initializers) out.message(5, (message) => writeTensor(message, tensor)); // initializer
  for (const value of graph.inputs) out.message(11, (message) => writeValueInfo(message, value)); // input
  for (const value of graph.outputs) out.message(12, (message) => writeValueInfo(message, value)); // output
}

function writeNode(out: ProtobufWriter, node: Node): void {
  for (const name of node.inputs) out.string(1, name); // NodeProto.input
  for (const name of node.outputs) out.string(2, name); // output
  out.string(3, node.name); // name
  out.string(4, node.op); // op_type
  for (const [name, value] of Object.entries(node.attributes)) {
    out.message(5, (message) => writeAttribute(message, name, value)); // attribute
  }
}

function writeAttribute(out: ProtobufWriter, name: string, value: Attribute): void {
  out.string(1, name); // AttributeProto.name
  if ("float" in value) {
    out.float(2, value.float); // f
    out.integer(20, 1); // type = FLOAT
  } else if ("int" in value) {
    out.integer(3, value.int); // i
    out.integer(20, 2); // type = INT
  } else if ("string" in value) {
    out.string(4, value.string); // s
    out.integer(20, 3); // type = STRING
  } else {
    for (const int of value.ints) out.integer(8, int); // ints
    out.integer(20, 7); // type = INTS
  }
}

function writeTensor(out: ProtobufWriter, tensor: Initializer): void {
  for (const length of tensor.dims) out.integer(1, length); // TensorProto.dims
  out.integer(2, elementTypeNumber[tensor.type]); // data_type
  out.string(8, tensor.name); // name
  out.run(9, tensor.data); // raw_data
}

function writeValueInfo(out: ProtobufWriter, value: ValueInfo): void {
  out.string(1, value.name); // ValueInfoProto.name
  out.message(2, (type) => {
    type.message(1, (tensor) => {
      tensor.integer(1, elementTypeNumber[value.type]); // TypeProto.Tensor.elem_type
      // The shape of a scalar is present and empty. Without it, the rank would be unknown.
      tensor.message(2, (shape) => {
        for (const dim of value.dims) {
          shape.message(1, (dimension) => {
            if (typeof dim === "number")
              dimension.integer(1, dim); // dim_value
            else dimension.string(2, dim); // dim_param
          });
        }
      });
    });
  });
}

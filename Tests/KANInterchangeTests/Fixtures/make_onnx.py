"""Writes the ONNX files of this folder: run it in checkpoints/ with onnx, onnxruntime, torch, onnxscript, scikit-learn, skl2onnx and
safetensors.

NAME.io.safetensors holds inputs X and the outputs Y that ONNX Runtime gives for them.
"""
import io

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from skl2onnx import to_onnx
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(1)
random = np.random.default_rng(1)


def write(name, model, inputs, dtype=np.float32):
    onnx.checker.check_model(model, full_check=True)
    x = random.uniform(-2.5, 2.5, (64, inputs)).astype(dtype)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (y,) = session.run(None, {session.get_inputs()[0].name: x})
    save_file({"X": x, "Y": y.reshape(len(x), -1)}, f"{name}.io.safetensors")
    onnx.save(model, f"{name}.onnx")


def exported(module, inputs, dynamo):
    """The module after a training's worth of running means, as one of PyTorch's two exporters writes it."""
    with torch.no_grad():
        for _ in range(20):
            module.train()(2 * torch.randn(64, inputs) + 0.5)
    module.eval()
    file = io.BytesIO()
    shapes = {"dynamic_shapes": ({0: torch.export.Dim("rows")},)} if dynamo else {"dynamic_axes": {"x": {0: "rows"}}}
    torch.onnx.export(module, (torch.randn(3, inputs),), file, dynamo=dynamo, input_names=["x"], output_names=["y"], **shapes)
    model = onnx.load_from_string(file.getvalue())
    # What the exporter says of Python's sources is no part of the network.
    for part in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        del part.metadata_props[:]
    del model.graph.value_info[:]
    return model


def stack():
    return nn.Sequential(
        nn.BatchNorm1d(3), nn.Linear(3, 5), nn.GELU(), nn.Linear(5, 4), nn.BatchNorm1d(4), nn.SiLU(), nn.Linear(4, 4), nn.Softplus(),
        nn.BatchNorm1d(4), nn.Linear(4, 3), nn.ELU(0.7), nn.Dropout(), nn.Linear(3, 3), nn.GELU(approximate="tanh"), nn.Linear(3, 3),
        nn.Mish(), nn.Linear(3, 3), nn.Hardswish(), nn.LeakyReLU(0.2), nn.Linear(3, 3), nn.Hardtanh(-0.5, 2), nn.Linear(3, 2),
        nn.Sigmoid())


write("onnx_torch", exported(stack(), 3, dynamo=False), 3)
write("onnx_dynamo", exported(stack(), 3, dynamo=True), 3)

x = random.uniform(-2.5, 2.5, (200, 2))
pipeline = make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(6, 6), activation="tanh", max_iter=500, random_state=1))
pipeline.fit(x, x[:, 0] * np.sin(x[:, 1]))
write("onnx_sklearn", to_onnx(pipeline, x[:1].astype(np.float32)), 2)

# By hand, in double precision: scaling before and behind, activations written out in several nodes, constants on either side.
constants = {}


def constant(name, value):
    constants[name] = numpy_helper.from_array(np.asarray(value, dtype=np.float64), name)
    return name


def matrix(name, rows, columns):
    return constant(name, random.normal(size=(rows, columns)) / rows**0.5)


nodes = [
    helper.make_node("Sub", ["x", constant("mean", [[0.3, -0.2]])], ["centred"]),
    helper.make_node("Div", ["centred", constant("deviation", [1.5, 0.8])], ["scaled"]),
    helper.make_node("MatMul", ["scaled", matrix("W1", 2, 6)], ["z1"]),
    helper.make_node("Add", [constant("b1", random.normal(size=6)), "z1"], ["a1"]),
    # 1.702 is the constant of the quick GELU.
    helper.make_node("Mul", ["a1", constant("rate", 1.702)], ["faster"]),
    helper.make_node("Sigmoid", ["faster"], ["gate"]),
    helper.make_node("Mul", ["a1", "gate"], ["h1"]),
    helper.make_node("Gemm", ["h1", matrix("W2", 6, 6), constant("b2", random.normal(size=(1, 6)))], ["z2"], alpha=0.5, beta=2.0),
    helper.make_node("Flatten", ["z2"], ["flat"]),
    helper.make_node("Tanh", ["flat"], ["t2"]),
    # A scale for each number between two functions.
    helper.make_node("Mul", ["t2", constant("scales", random.uniform(0.5, 2, 6))], ["s2"]),
    helper.make_node("Exp", ["s2"], ["e2"]),
    helper.make_node("MatMul", ["e2", matrix("W3", 6, 4)], ["z3"]),
    helper.make_node("Sub", [constant("one", 1), "z3"], ["r3"]),
    helper.make_node("Relu", ["r3"], ["h3"]),
    helper.make_node("Cast", ["h3"], ["c3"], to=TensorProto.DOUBLE),
    helper.make_node("MatMul", ["c3", matrix("W4", 4, 1)], ["z4"]),
    helper.make_node("Mul", ["z4", constant("spread", [2.5])], ["y4"]),
    helper.make_node("Add", ["y4", constant("offset", [-1.0])], ["y5"]),
    helper.make_node("Squeeze", ["y5", "axes"], ["y"]),
]
graph = helper.make_graph(
    nodes, "by hand", [helper.make_tensor_value_info("x", TensorProto.DOUBLE, ["rows", 2])],
    [helper.make_tensor_value_info("y", TensorProto.DOUBLE, ["rows"])],
    [*constants.values(), numpy_helper.from_array(np.array([1]), "axes")])
write("onnx_nodes_f64", helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)]), 2, np.float64)

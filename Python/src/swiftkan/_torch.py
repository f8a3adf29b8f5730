"""Networks of PyTorch as models of the tool: `kan import`. PyTorch itself is imported by the code that made the module."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, Union

import numpy as np

from ._model import Model
from ._table import Array, as_array, span
from ._tool import BadInputError, run

#: Modules without parameters by the names that the tool gives them.
_ACTIVATIONS = {
    "Tanh": "tanh",
    "ReLU": "relu",
    "LeakyReLU": "leaky-relu",
    "GELU": "gelu",
    "SiLU": "silu",
    "Sigmoid": "sigmoid",
    "Softplus": "softplus",
}
#: The default that PyTorch's batch normalisation adds to variances.
_USUAL_EPSILON = 1e-5
#: Modules without effect after training.
_PASSING = {"Identity", "Dropout", "Flatten"}
_BASES = {"SiLU": "silu", "GELU": "gelu", "ReLU": "relu", "Identity": "identity"}


def from_torch(
    module: Any,
    *,
    names: Optional[Sequence[str]] = None,
    ranges: Optional[Mapping[str, tuple[float, float]]] = None,
    activations: Union[Sequence[str], str, None] = None,
) -> Model:
    """A trained network as a `Model`: efficient-kan, pykan, or a stack of linear layers, activations and batch normalisation.

    Args:
        module: The module, on any device.
        names: The names of the inputs, or of inputs and outputs.
        ranges: The ranges of the inputs of an ordinary network, such as ``{"x": (0, 1)}``; -1 to 1 by default.
        activations: The activations of an ordinary network that is not a ``torch.nn.Sequential``, in order; one name for all.

    Raises:
        BadInputError: The module is of another kind; the message names the unsupported part.
    """
    with tempfile.TemporaryDirectory(prefix="swiftkan-") as folder:
        model = os.path.join(folder, "model.kan")
        options = ["-o", model]
        options += _name_options(names, ranges)
        if hasattr(module, "saveckpt") and hasattr(module, "act_fun"):
            path = os.path.join(folder, "network")
            module.saveckpt(path)
        else:
            path = os.path.join(folder, "network.safetensors")
            tensors = _tensors(module)
            if any(name.endswith("spline_weight") for name in tensors):
                options += _base(module)
            else:
                found = activations if activations is not None else _activations(module)
                if found:
                    options.append("--activations=" + (found if isinstance(found, str) else ",".join(found)))
            _write_safetensors(path, tensors)
        run(["import", path, *options])
        return Model.load(model)


def _name_options(names: Optional[Sequence[str]], ranges: Optional[Mapping[str, tuple[float, float]]]) -> list[str]:
    """The options of ``kan import`` for the names of inputs and outputs and the ranges of inputs."""
    options = []
    if names is not None:
        options.append("--names=" + ",".join(_name(name) for name in names))
    if ranges:
        ends = {_name(name): span(name, entry) for name, entry in dict(ranges).items()}
        options.append("--ranges=" + ",".join(f"{name}={low!r}:{high!r}" for name, (low, high) in ends.items()))
    return options


def _name(name: Any) -> str:
    if "," in str(name):
        raise BadInputError(f"an input or output cannot be called {name!r} here; give it a name without commas")
    return str(name)


def _tensors(module: Any) -> dict[str, Array]:
    """The arrays of a module by their names in its ``state_dict``."""
    if not hasattr(module, "state_dict"):
        raise BadInputError(f"a {type(module).__name__} is not a PyTorch module; `distil` takes any callable")
    tensors = {}
    for name, tensor in module.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        if tensor.is_complex():
            raise BadInputError(f"the tensor {name!r} contains complex numbers; only networks of real numbers are supported")
        tensors[name] = as_array(tensor).astype(np.float64)
    for name, part in module.named_modules():
        variance = f"{name}.running_var" if name else "running_var"
        if variance in tensors:
            # The tensors do not contain the number that is added to the variance; the tool adds the default.
            tensors[variance] += part.eps - _USUAL_EPSILON
    return tensors


def _base(module: Any) -> list[str]:
    """The base function of efficient-kan, which its tensors do not contain."""
    kinds = {type(layer.base_activation).__name__ for layer in module.layers if hasattr(layer, "base_activation")}
    if not kinds:
        return []
    kind = kinds.pop()
    if kinds or kind not in _BASES:
        raise BadInputError(f"the base activation {kind} is not supported; use the same one of {', '.join(_BASES)} in all layers")
    return ["--base", _BASES[kind]]


def _activations(module: Any) -> list[str]:
    """The activation behind each linear layer, the last one's included."""
    found: list[str] = []
    for part in _parts(module):
        kind = type(part).__name__
        if kind == "Linear":
            found.append("identity")
        elif kind in _ACTIVATIONS:
            if not found or found[-1] != "identity":
                raise BadInputError(f"the {kind} does not follow a linear layer; only stacks of linear layers are supported")
            found[-1] = _activation(part, kind)
        elif kind.startswith("BatchNorm"):
            if part.running_var is None:
                raise BadInputError(f"a {kind} without running statistics is not supported; `distil` takes any module")
        elif kind not in _PASSING:
            raise BadInputError(f"a network with a {kind} is not supported; `distil` takes any module")
    return found


def _activation(part: Any, kind: str) -> str:
    if kind == "GELU" and getattr(part, "approximate", "none") == "tanh":
        return "gelu-tanh"
    usual = {"LeakyReLU": ("negative_slope", 0.01), "Softplus": ("beta", 1)}.get(kind)
    if usual is not None and getattr(part, usual[0], usual[1]) != usual[1]:
        raise BadInputError(f"a {kind} with {usual[0]} = {getattr(part, usual[0])} is not supported; `distil` takes any module")
    return _ACTIVATIONS[kind]


def _parts(module: Any) -> list[Any]:
    """The modules of nested ``torch.nn.Sequential`` in order."""
    if type(module).__name__ != "Sequential":
        if not list(module.children()):
            return [module]
        raise BadInputError(
            f"the activations between the layers of a {type(module).__name__} are not known; name its activations, as in "
            "activations=['tanh', 'tanh'], or use `distil`"
        )
    return [part for child in module.children() for part in _parts(child)]


def _write_safetensors(path: str, tensors: Mapping[str, Array]) -> None:
    """The container format that the tool reads: the length of the header, the header in JSON, the numbers."""
    header, offset = {}, 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [offset, offset + tensor.nbytes]}
        offset += tensor.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor, dtype="<f8").tobytes())


def evaluation(module: Any) -> Callable[[Array], Any]:
    """The module as a function of an array, on its own device and in its own precision, without gradients."""
    import torch

    first = next(iter(module.parameters()), None)
    precision = first.dtype if first is not None and first.is_floating_point() else torch.float32
    device = first.device if first is not None else torch.device("cpu")

    def values(X: Array) -> Any:
        was_training = module.training
        module.eval()
        try:
            with torch.no_grad():
                answers = module(torch.tensor(X.tolist(), dtype=precision, device=device))
        finally:
            module.train(was_training)
        if not isinstance(answers, torch.Tensor):
            raise BadInputError(f"the module returned a {type(answers).__name__}; wrap it in a function that returns one tensor")
        return as_array(answers)

    return values

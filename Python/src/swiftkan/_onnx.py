"""Networks in ONNX files as models of the tool: `kan import`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from typing import Optional, Union

from ._model import Model
from ._tool import run
from ._torch import _name_options


def from_onnx(
    path: Union[str, os.PathLike[str]],
    *,
    names: Optional[Sequence[str]] = None,
    ranges: Optional[Mapping[str, tuple[float, float]]] = None,
) -> Model:
    """The network of an ONNX file as a `Model`: a stack of linear layers, activations, normalisation and scaling.

    Args:
        path: The file.
        names: The names of the inputs, or of inputs and outputs.
        ranges: The ranges of the inputs, such as ``{"x": (0, 1)}``; -1 to 1 by default.

    Raises:
        BadInputError: The file contains another kind of network; the message names the unsupported node.
    """
    with tempfile.TemporaryDirectory(prefix="swiftkan-") as folder:
        model = os.path.join(folder, "model.kan")
        run(["import", os.fspath(path), "-o", model, *_name_options(names, ranges)])
        return Model.load(model)

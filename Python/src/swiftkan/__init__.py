"""From tables and trained networks to closed-form laws.

``LawRegressor`` searches for the law behind a table and ``LawClassifier`` for the log-odds of a label; ``KANRegressor`` and
``KANClassifier`` train Kolmogorov-Arnold networks. All four are scikit-learn estimators. ``distil`` finds the law of anything
that can be called, and ``from_torch`` and ``from_onnx`` read trained networks. ``Model`` is a model file of the tool ``kan``, which
does all the work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._distil import Distillation, distil
    from ._law import LawRegressor
    from ._law_classifier import LawClassifier
    from ._laws import NoLawWarning
    from ._model import Model
    from ._network import KANClassifier, KANRegressor
    from ._onnx import from_onnx
    from ._tool import BadInputError, GoalMissedError, ToolError, run, tool_path
    from ._torch import from_torch

__all__ = [
    "BadInputError",
    "Distillation",
    "GoalMissedError",
    "KANClassifier",
    "KANRegressor",
    "LawClassifier",
    "LawRegressor",
    "Model",
    "NoLawWarning",
    "ToolError",
    "distil",
    "from_onnx",
    "from_torch",
    "run",
    "tool_path",
]

#: The module of each public name. scikit-learn and pandas take most of a second to import, so they are imported on first use.
_HOMES = {
    "BadInputError": "_tool",
    "Distillation": "_distil",
    "GoalMissedError": "_tool",
    "KANClassifier": "_network",
    "KANRegressor": "_network",
    "LawClassifier": "_law_classifier",
    "LawRegressor": "_law",
    "Model": "_model",
    "NoLawWarning": "_laws",
    "ToolError": "_tool",
    "distil": "_distil",
    "from_onnx": "_onnx",
    "from_torch": "_torch",
    "run": "_tool",
    "tool_path": "_tool",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("swiftkan")
    if name not in _HOMES:
        raise AttributeError(f"module 'swiftkan' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])

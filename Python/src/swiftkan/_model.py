"""Model files of the tool, and their properties."""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Optional, Union

import numpy as np

from ._table import Array, real_rows
from ._tool import _GOAL_MISSED, BadInputError, run


class Model:
    """A network or a law, as stored in the tool's model file ``*.kan``.

    A model is a value: it contains the file's bytes, can be pickled, and is called like a function.

    >>> model = Model.load("network.kan")
    >>> model(X)
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._functions: dict[Optional[int], Callable[..., Any]] = {}

    @classmethod
    def load(cls, path: Union[str, os.PathLike[str]]) -> Model:
        """Reads a model file; raises `BadInputError` if it is not one."""
        with open(path, "rb") as file:
            model = cls(file.read())
        try:
            model.describe()
        except BadInputError as error:
            raise BadInputError(f"{os.fspath(path)}: {error}", error.status) from None
        return model

    def save(self, path: Union[str, os.PathLike[str]]) -> None:
        """Writes the model file, which ``kan`` and `load` read."""
        with open(path, "wb") as file:
            file.write(self._data)

    def __getstate__(self) -> dict[str, Any]:
        return {"_data": self._data}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._data = state["_data"]
        self._functions = {}

    @contextmanager
    def _file(self) -> Iterator[str]:
        with tempfile.TemporaryDirectory(prefix="swiftkan-") as folder:
            path = os.path.join(folder, "model.kan")
            self.save(path)
            yield path

    def ask(self, subcommand: str, *arguments: str) -> str:
        """The output of ``kan SUBCOMMAND model.kan ARGUMENTS``."""
        with self._file() as path:
            return run([subcommand, path, *arguments])

    def __repr__(self) -> str:
        return f"Model({self.describe().splitlines()[0]})"

    @property
    def inputs(self) -> list[str]:
        """The names of the inputs, in the order of the columns."""
        names: list[str] = json.loads(self.metadata()["network"])["inputs"]
        return names

    @property
    def outputs(self) -> list[str]:
        """The names of the outputs, in their order."""
        names: list[str] = json.loads(self.metadata()["network"])["outputs"]
        return names

    def describe(self) -> str:
        """What the model is, in words: ``kan inspect``."""
        return self.ask("inspect")

    def formula(self, format: str = "text", *, pick: Optional[int] = None, digits: Optional[int] = None, bare: bool = False) -> str:
        """The formula in one of the tool's languages.

        Args:
            format: ``text``, ``latex``, ``python``, ``sympy``, ``swift``, …; ``kan help formula`` lists them.
            pick: The number of a law in the table of the search that the model came from, counted from 1.
            digits: Significant digits of measured constants; all if omitted.
            bare: For ``latex``: the equation alone, on one line.
        """
        options = ["--format", format]
        if pick is not None:
            options += ["--pick", str(pick)]
        if digits is not None:
            options += ["--digits", str(digits)]
        if bare:
            options.append("--bare")
        return self.ask("formula", *options).rstrip("\n")

    def function(self, pick: Optional[int] = None) -> Callable[..., Any]:
        """The formula as a NumPy function of columns, made from the code that ``kan formula --format python`` writes."""
        if pick not in self._functions:
            space: dict[str, Any] = {}
            exec(self._code(pick), space)
            self._functions[pick] = space["law"]
        return self._functions[pick]

    def _code(self, pick: Optional[int]) -> str:
        # A network without a stored formula is written node by node, because a single expression could be huge.
        if pick is None and "formulas" not in self.metadata():
            return self.ask("formula", "--format", "python", "--by-node")
        return self.formula("python", pick=pick)

    def __call__(self, X: Any, pick: Optional[int] = None) -> Array:
        """The outputs at the rows of ``X``: n values, or n rows if there are several outputs.

        Warns of rows at which the formula is not a finite number, such as those that leave the domain of a logarithm.

        Raises:
            BadInputError: ``X`` is not a table of real numbers with the model's inputs as its columns.
        """
        rows = real_rows(X, self.inputs)
        with np.errstate(all="ignore"):
            answer = self.function(pick)(*rows.T)
        outputs = answer if isinstance(answer, tuple) else (answer,)
        values = np.column_stack([np.broadcast_to(v, len(rows)) for v in outputs]).astype(np.float64)
        lost = np.flatnonzero(np.isfinite(rows).all(axis=1) & ~np.isfinite(values).all(axis=1))
        if len(lost):
            warnings.warn(
                f"the formula is not a finite number at {len(lost)} of {len(rows)} rows, first at row {lost[0]}",
                RuntimeWarning,
                stacklevel=2,
            )
        return values if isinstance(answer, tuple) else values[:, 0]

    def _next(self, subcommand: str, arguments: Sequence[str]) -> Model:
        with self._file() as path:
            result = os.path.join(os.path.dirname(path), "next.kan")
            # A network with remaining splines is also a result.
            run([subcommand, path, *arguments, "-o", result, "--quiet"], accept=[_GOAL_MISSED])
            return Model.load(result)

    def prune(self, *arguments: str) -> Model:
        """The network without the edges and nodes that matter little: ``kan prune``.

        Args:
            arguments: Words of its command line: a table, ``"--tolerance", "0.2"`` and so on. Without a table, the network is
                evaluated at points of its own grids.
        """
        return self._next("prune", arguments)

    def symbolify(self, *arguments: str) -> Model:
        """The network with closed forms in place of its curves: ``kan symbolify``; curves without a match remain splines.

        Args:
            arguments: Words of its command line: a table, ``"--functions", "x^2,sin"`` and so on.
        """
        return self._next("symbolify", arguments)

    def sympy(self, pick: Optional[int] = None) -> Any:
        """The formula as a SymPy expression of real symbols with the columns' names."""
        space: dict[str, Any] = {}
        exec(self.formula("sympy", pick=pick), space)
        return space["law"]

    def latex(self, pick: Optional[int] = None, digits: Optional[int] = 4) -> str:
        """The equation in LaTeX, without dollar signs."""
        return self.formula("latex", pick=pick, digits=digits, bare=True)

    def plot(self, show: Optional[str] = None, arguments: Sequence[str] = ()) -> str:
        """A picture as SVG text: the network, or another plot of ``kan plot --show``."""
        with self._file() as path:
            picture = os.path.join(os.path.dirname(path), "picture.svg")
            options = ["--show", show] if show else []
            run(["plot", path, *options, *arguments, "-o", picture])
            with open(picture, encoding="utf-8") as file:
                return file.read()

    def metadata(self) -> dict[str, str]:
        """The texts of the model file: ``network``, ``formulas``, ``provenance`` and so on, as JSON."""
        length = int.from_bytes(self._data[:8], "little")
        try:
            texts: dict[str, str] = json.loads(self._data[8 : 8 + length])["__metadata__"]
        except (ValueError, KeyError) as error:
            raise BadInputError("the bytes are not a model file; Model.load reads one") from error
        return texts

    def _repr_svg_(self) -> str:
        return self.plot()

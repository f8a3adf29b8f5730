"""The common part of the estimators that search for a law: `kan discover` and its table."""

from __future__ import annotations

import html
import json
import math
import os
import tempfile
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Optional, Union

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from ._model import Model
from ._options import SearchOptions
from ._table import Array, free_name, input_names, write_table
from ._tool import _GOAL_MISSED, BadInputError, GoalMissedError, progress_bar, run

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import Self


class NoLawWarning(UserWarning):
    """No closed form was found; the simple law with the shortest description is used instead."""


class Laws(BaseEstimator):
    """A table of laws and a choice among them."""

    #: Whether the laws are log-odds of a label.
    _explains_labels = False

    def __init__(
        self,
        effort: str = "normal",
        *,
        functions: Optional[Sequence[str]] = None,
        constants: Union[dict[str, float], str, None] = None,
        without: Optional[Sequence[str]] = None,
        forbid: Optional[Sequence[str]] = None,
        max_complexity: Optional[int] = None,
        library: Optional[str] = None,
        robust: bool = False,
        seeds: int = 1,
        timeout_in_seconds: Optional[float] = None,
        random_state: Union[int, np.random.RandomState, None] = None,
        n_jobs: Optional[int] = None,
        progress: bool = False,
        output_directory: Optional[str] = None,
    ) -> None:
        self.effort = effort
        self.functions = functions
        self.constants = constants
        self.without = without
        self.forbid = forbid
        self.max_complexity = max_complexity
        self.library = library
        self.robust = robust
        self.seeds = seeds
        self.timeout_in_seconds = timeout_in_seconds
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.progress = progress
        self.output_directory = output_directory

    def _search(self, X: Array, y: Array, target: str, task: str, sample_weight: Any, options: Sequence[str]) -> None:
        """Runs the tool on rows that scikit-learn has checked."""
        names = input_names(self)
        columns = [*X.T, y]
        table_names = [*names, target]
        words = [*SearchOptions(self, task).words(), *options]
        if sample_weight is not None:
            weights = _check_sample_weight(sample_weight, X, dtype=np.float64)
            table_names.append(free_name("weight", table_names))
            columns.append(weights)
            words.append(f"--weights={table_names[-1]}")
        with tempfile.TemporaryDirectory(prefix="swiftkan-") as scratch:
            table = write_table(scratch, table_names, columns)
            folder = self.output_directory or os.path.join(scratch, "out")
            observer = progress_bar("law") if self.progress else None
            try:
                run(
                    ["discover", table, f"--target={target}", f"--out={folder}", *words]
                    + (["--json"] if observer else ["--quiet"]),
                    observer=observer,
                    accept=[_GOAL_MISSED],
                )
            finally:
                if observer is not None:
                    observer.close()  # type: ignore[attr-defined]
            self._read(folder)
        self._warn(stacklevel=4)

    def _warn(self, stacklevel: int) -> None:
        """Passes on the tool's warnings, and warns if a simple law takes the place of one that was not found."""
        for note in self.account_["search"].get("warnings", []):
            warnings.warn(note, UserWarning, stacklevel=stacklevel)
        if "formula" not in self.account_:
            warnings.warn(
                f"no closed form was found; predictions are those of the simplest law, {self.get_best()['equation']}",
                NoLawWarning,
                stacklevel=stacklevel,
            )

    @classmethod
    def from_file(cls, folder: Union[str, os.PathLike[str]]) -> Self:
        """The estimator as it was after the search whose results ``kan discover --out`` wrote to ``folder``.

        Raises:
            FileNotFoundError: There is no such folder, or it contains no search.
            BadInputError: Its contents are damaged, or about a number where a label was expected or the other way round.
        """
        settings = _account(folder)["settings"]
        estimator = cls(
            effort=settings["effort"],
            functions=settings["functions"],
            constants=settings["constants"] or None,
            without=settings["without"] or None,
            forbid=settings.get("forbidden") or None,
            max_complexity=settings.get("maximumComplexity"),
            robust=settings.get("robust", False),
            seeds=settings["seedCount"],
            timeout_in_seconds=settings.get("timeLimit"),
            random_state=settings["seed"],
        )
        estimator._read(folder)
        estimator._read_names()
        return estimator

    def _read(self, folder: Union[str, os.PathLike[str]]) -> None:
        account = _account(folder)
        if not account["alternatives"]:
            raise GoalMissedError(
                "no law was found, not even a constant; scale the columns so that squares of their values are finite numbers",
                _GOAL_MISSED,
            )
        labels = any("labels" in fidelity for fidelity in account["alternatives"][0]["fidelity"])
        if labels != self._explains_labels:
            found, right = ("labels", "LawClassifier") if labels else ("a number", "LawRegressor")
            raise BadInputError(f"{os.fspath(folder)!r} contains laws of {found}; read it with {right}")
        self.account_ = account
        self.model_ = Model.load(os.path.join(folder, "network.kan"))

    def _read_names(self) -> None:
        """The column names, from the model, for an estimator that was not fitted to a table."""
        self.feature_names_in_ = np.array(self.model_.inputs, dtype=object)
        self.n_features_in_ = len(self.feature_names_in_)

    def _values(self, X: Any, index: Optional[int]) -> Array:
        """The values of a law."""
        check_is_fitted(self, "account_")
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return self.model_(X, pick=self._number(index))

    def _number(self, index: Optional[int]) -> Optional[int]:
        """The number of a law in the tool's table, which counts from 1; `None` is the tool's own choice."""
        count = len(self.account_["alternatives"])
        if index is not None:
            if isinstance(index, bool) or not isinstance(index, (int, np.integer)):
                raise TypeError(f"index={index!r} is not a row of equations_; give an integer from 0 to {count - 1}")
            if not 0 <= index < count:
                raise IndexError(f"there is no equation {index}; equations_ has rows 0 to {count - 1}")
            return index + 1
        return None if "formula" in self.account_ else int(self.account_["search"]["choice"]["number"])

    @property
    def equations_(self) -> pd.DataFrame:
        """The laws, simplest first."""
        import pandas as pd

        check_is_fitted(self, "account_")
        records = self.account_["alternatives"]
        chosen = self._chosen()
        rows = []
        for number, record in enumerate(records):
            loss = self._loss(record)
            simpler = [(self._loss(r), r["complexity"]) for r in records if r["complexity"] < record["complexity"]]
            rows.append(
                {
                    "complexity": record["complexity"],
                    "loss": loss,
                    "score": _score(loss, record["complexity"], simpler),
                    "equation": record["text"],
                    "latex": record["latex"],
                    "picked": number == chosen,
                }
            )
        return pd.DataFrame(rows)

    @staticmethod
    def _loss(record: dict[str, Any]) -> float:
        """The loss by which the laws of the table are compared, on the training rows; `nan` if unknown."""
        raise NotImplementedError

    def _chosen(self) -> Optional[int]:
        choice = self.account_["search"].get("choice")
        return None if choice is None else int(choice["number"]) - 1

    def get_best(self) -> pd.Series:
        """The row of ``equations_`` that predictions use."""
        check_is_fitted(self, "account_")
        return self.equations_.iloc[self._chosen()]

    def sympy(self, index: Optional[int] = None) -> Any:
        """The law as a SymPy expression."""
        check_is_fitted(self, "account_")
        return self.model_.sympy(pick=self._number(index))

    def latex(self, index: Optional[int] = None, precision: Optional[int] = 4) -> str:
        """The law in LaTeX, its measured constants with ``precision`` digits."""
        check_is_fitted(self, "account_")
        return self.model_.latex(pick=self._number(index), digits=precision)

    def latex_table(self, indices: Optional[Sequence[int]] = None, precision: Optional[int] = 4) -> str:
        """The laws as a table for LaTeX with the package booktabs."""
        check_is_fitted(self, "account_")
        table = self.equations_
        lines = [r"\begin{tabular}{@{}rrrl@{}}", r"\toprule", r"complexity & loss & score & equation \\", r"\midrule"]
        for n in range(len(table)) if indices is None else indices:
            row = table.iloc[n]
            loss, score = _latex_number(row["loss"]), _latex_number(row["score"])
            lines.append(rf"{row['complexity']} & ${loss}$ & ${score}$ & ${self.latex(n, precision)}$ \\")
        return "\n".join([*lines, r"\bottomrule", r"\end{tabular}"])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        bundle: dict[str, str] = {"text/plain": repr(self)}
        if hasattr(self, "account_"):
            bundle["text/html"] = self._repr_html_()
            bundle["text/latex"] = self._repr_latex_()
        return bundle

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def _repr_html_(self) -> str:
        """The law, the table of all laws, and the network behind it."""
        if not hasattr(self, "account_"):
            return f"<pre>{html.escape(repr(self))}</pre>"
        law = self.model_.formula("mathml", pick=self._number(None), digits=4)
        table = self.equations_.drop(columns="latex").to_html(float_format="{:.3g}".format)
        return f"<div>{law}</div>{table}<div>{self.model_.plot()}</div>"


def _account(folder: Union[str, os.PathLike[str]]) -> dict[str, Any]:
    """The account of the search whose results are in ``folder``."""
    return read_document(folder, "account.json", "account of a search", ("alternatives", "search", "settings"))


def read_document(folder: Union[str, os.PathLike[str]], name: str, what: str, keys: Sequence[str]) -> dict[str, Any]:
    """A document that the tool wrote to ``folder``, with the keys that it must have."""
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        try:
            document: dict[str, Any] = json.load(file)
        except ValueError as error:
            raise BadInputError(f"{path} is damaged ({error}); search again") from None
    missing = [key for key in keys if key not in document]
    if missing:
        raise BadInputError(f"{path} is not a {what}: it lacks {', '.join(missing)}")
    return document


def _score(loss: float, complexity: int, simpler: list[tuple[float, int]]) -> float:
    """The decrease of log loss per node relative to the best simpler law, at least 0, as in PySR's tables."""
    if not simpler:
        return 0.0
    best, nodes = min(simpler)
    if loss <= 0:
        return math.inf if best > 0 else 0.0
    return max(0.0, math.log(best / loss) / (complexity - nodes)) if best > 0 else 0.0


def _latex_number(value: float) -> str:
    if not math.isfinite(value):
        return r"\infty" if value > 0 else str(value)
    text = f"{value:.3g}"
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"

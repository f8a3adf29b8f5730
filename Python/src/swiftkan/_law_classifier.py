"""The estimator that searches for the log-odds of a label: `kan discover --task label`."""

from __future__ import annotations

import math
import os
import re
from typing import TYPE_CHECKING, Any, Optional, Union

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ._laws import Laws, read_document
from ._table import Array, column_name, input_names

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import Self


class LawClassifier(ClassifierMixin, Laws):
    """Searches for the closed-form log-odds of classes, as ``kan discover --task label`` does.

    Parameters and attributes are those of `LawRegressor`, with two differences: the ``loss`` of ``equations_`` is the mean log-loss, and
    the equations are log-odds of ``classes_[1]``, whose probability is 1/(1 + exp(-equation)).

    With more than two classes, each except ``reference_`` has a law for its score, ln(P(class)/P(reference_)); the
    probabilities of all are exp(score) over the sum of exp(scores), with the score of ``reference_`` 0. ``laws_`` has the law of each class
    as a `LawClassifier` for that class and the reference, with its own equations; ``equations_`` has the column ``class``.

    Attributes:
        classes_: The labels, in the order of the columns of ``predict_proba``.
        laws_: For more than two classes: the law of each class except the reference.
        reference_: For more than two classes: the class with which the others are compared.
    """

    _explains_labels = True

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> LawClassifier:
        """Searches. Ctrl-C keeps the best law so far.

        Args:
            X: n rows; the columns of a pandas or polars table keep their names.
            y: n labels; a series keeps its name.
            sample_weight: n weights.

        Raises:
            BadInputError: The tool cannot use the table or an option; its message gives the reason.
        """
        X, labels = validate_data(self, X, y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"all rows have one class, {self.classes_[0]}; a classifier needs at least two")
        for name in ("laws_", "reference_"):
            vars(self).pop(name, None)
        target = column_name(y, input_names(self), "label")
        self._search(X, numbers.astype(np.float64), target, "label", sample_weight, [])
        return self

    def decision_function(self, X: Any, index: Optional[int] = None) -> Array:
        """The law's values, log-odds of ``classes_[1]``; with ``index`` those of that row of ``equations_``.

        For more than two classes: the scores, one column each.
        """
        if not self._has_several():
            return self._values(X, index)
        self._refuse_index(index)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        scores = [
            np.zeros(len(X)) if label == self.reference_ else self.laws_[label].model_(X, pick=self.laws_[label]._number(None))
            for label in self.classes_
        ]
        return np.column_stack(scores)

    def predict_proba(self, X: Any, index: Optional[int] = None) -> Array:
        """The probabilities of the classes, one column each."""
        scores = self.decision_function(X, index)
        if scores.ndim == 2:
            weights = np.exp(scores - scores.max(axis=1, keepdims=True))
            return weights / weights.sum(axis=1, keepdims=True)
        # Of both signs, so that neither probability is a difference of nearly equal numbers.
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(np.column_stack([scores, -scores])))

    def predict(self, X: Any, index: Optional[int] = None) -> Any:
        """The most likely labels."""
        scores = self.decision_function(X, index)
        return self.classes_[scores.argmax(axis=1) if scores.ndim == 2 else (scores > 0).astype(int)]

    @property
    def equations_(self) -> pd.DataFrame:
        """The laws, simplest first; with more than two classes, each with the class whose score it is."""
        if not self._has_several():
            return super().equations_
        import pandas as pd

        tables = [law.equations_.assign(**{"class": [label] * len(law.equations_)}) for label, law in self.laws_.items()]
        return pd.concat(tables, ignore_index=True)

    def get_best(self) -> pd.Series:
        """The row of ``equations_`` that predictions use."""
        self._refuse_several("get_best()")
        return super().get_best()

    def sympy(self, index: Optional[int] = None) -> Any:
        """The law as a SymPy expression; with more than two classes, a dictionary of the scores."""
        if not self._has_several():
            return super().sympy(index)
        self._refuse_index(index)
        return {label: 0 if label == self.reference_ else self.laws_[label].sympy() for label in self.classes_}

    def latex(self, index: Optional[int] = None, precision: Optional[int] = 4) -> str:
        """The law in LaTeX, its measured constants with ``precision`` digits; with more than two classes, one line each."""
        if not self._has_several():
            return super().latex(index, precision)
        self._refuse_index(index)
        return " \\\\\n".join(law.latex(precision=precision) for law in self.laws_.values())

    def latex_table(self, indices: Any = None, precision: Optional[int] = 4) -> str:
        """The laws as a table for LaTeX with the package booktabs."""
        self._refuse_several("latex_table()")
        return super().latex_table(indices, precision)

    def _repr_latex_(self) -> str:
        if not self._has_several():
            return super()._repr_latex_()
        return rf"$\begin{{gathered}}{self.latex()}\end{{gathered}}$"

    def _repr_html_(self) -> str:
        if not self._has_several():
            return super()._repr_html_()
        return "".join(law._repr_html_() for law in self.laws_.values())

    def _has_several(self) -> bool:
        """Whether there is one law per class."""
        check_is_fitted(self, "account_")
        return hasattr(self, "laws_")

    def _refuse_several(self, method: str) -> None:
        """Refuses requests for a single law if there are several."""
        if self._has_several():
            some = next(iter(self.laws_))
            raise ValueError(f"there is a law for each class; use one of them, such as laws_[{some!r}].{method}")

    @staticmethod
    def _refuse_index(index: Optional[int]) -> None:
        if index is not None:
            raise ValueError("there is a law for each class, but index selects a row of a single law; use one of laws_")

    @classmethod
    def from_file(cls, folder: Union[str, os.PathLike[str]]) -> Self:
        """The estimator as it was after the search whose results ``kan discover --out`` wrote to ``folder``.

        Raises:
            FileNotFoundError: There is no such folder, or it contains no search.
            BadInputError: Its contents are damaged, or about a number where a label was expected.
        """
        document = _classes(folder)
        if document is None:
            return super().from_file(folder)
        law = cls.from_file(os.path.join(folder, _folder(_others(document)[0])))
        estimator = cls(**law.get_params())
        estimator._read(folder)
        estimator._read_names()
        return estimator

    def _read(self, folder: Union[str, os.PathLike[str]]) -> None:
        document = _classes(folder)
        if document is None:
            super()._read(folder)
            # A folder of the tool contains only the labels 0 and 1.
            if not hasattr(self, "classes_"):
                self.classes_ = np.array([0, 1])
            return
        names = document["classes"]
        if not hasattr(self, "classes_"):
            # The names are those of the tool: species=setosa.
            texts = [name.split("=", 1)[1] for name in names]
            self.classes_ = np.array([int(t) for t in texts] if all(re.fullmatch("-?[0-9]+", t) for t in texts) else texts)
        labels = dict(zip(names, self.classes_))
        self.reference_ = labels[document["reference"]]
        self.laws_ = {}
        for name in _others(document):
            law = type(self)(**self.get_params())
            law.classes_ = np.array([self.reference_, labels[name]])
            law._read(os.path.join(folder, _folder(name)))
            law._read_names()
            self.laws_[labels[name]] = law
        self.account_ = document
        self.model_ = law.model_

    def _warn(self, stacklevel: int) -> None:
        if not self._has_several():
            super()._warn(stacklevel)
            return
        for law in self.laws_.values():
            law._warn(stacklevel + 1)

    @staticmethod
    def _loss(record: dict[str, Any]) -> float:
        """The mean log-loss."""
        return float(record["fidelity"][0]["labels"]["logLoss"]) if record["fidelity"] else math.nan


def _classes(folder: Union[str, os.PathLike[str]]) -> Optional[dict[str, Any]]:
    """The tool's document about several classes; ``None`` for a single law."""
    try:
        return read_document(folder, "classes.json", "account of a search for classes", ("classes", "reference", "laws"))
    except FileNotFoundError:
        return None


def _others(document: dict[str, Any]) -> list[str]:
    """The classes that have a law."""
    return [name for name in document["classes"] if name != document["reference"]]


def _folder(name: str) -> str:
    """The tool's name for the folder of a class."""
    return re.sub("[^0-9A-Za-z_]", "-", name)

"""The estimator that looks for the log-odds of a label: `kan discover --task label`."""

from __future__ import annotations

import math
import os
from typing import Any, Optional, Union

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import validate_data

from ._laws import Laws
from ._table import Array, column_name, input_names


class LawClassifier(ClassifierMixin, Laws):
    """Searches for the closed-form log-odds of one of two classes, as ``kan discover --task label`` does.

    Parameters and attributes are those of `LawRegressor`, with two differences: the ``loss`` of ``equations_`` is the mean log-loss, and
    the equations are log-odds of ``classes_[1]``, whose probability is 1/(1 + exp(-equation)). For more than two classes wrap it in
    ``sklearn.multiclass.OneVsRestClassifier``, which gives one law per class.

    Attributes:
        classes_: The two labels, in the order of the columns of ``predict_proba``.
    """

    _explains_labels = True

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> LawClassifier:
        """Searches. Ctrl-C keeps the best law so far.

        Args:
            X: n rows; the columns of a pandas or polars table keep their names.
            y: n labels with two values; a series keeps its name.
            sample_weight: n weights.

        Raises:
            BadInputError: The tool cannot use the table or an option; its sentence says why.
        """
        X, labels = validate_data(self, X, y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(labels)
        kind = type_of_target(labels, input_name="y")
        if kind != "binary":
            raise ValueError(
                f"Only binary classification is supported. The type of the target is {kind}; "
                "OneVsRestClassifier(LawClassifier()) finds a law for each class."
            )
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"all rows have one class, {self.classes_[0]}; a classifier needs at least two")
        target = column_name(y, input_names(self), "label")
        self._search(X, numbers.astype(np.float64), target, "label", sample_weight, [])
        return self

    def decision_function(self, X: Any, index: Optional[int] = None) -> Array:
        """The law's values, log-odds of ``classes_[1]``; with ``index`` those of that row of ``equations_``."""
        return self._values(X, index)

    def predict_proba(self, X: Any, index: Optional[int] = None) -> Array:
        """The probabilities of the two classes, a column each."""
        # Of both signs, so that neither probability is a difference of nearly equal numbers.
        odds = self._values(X, index)
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(np.column_stack([odds, -odds])))

    def predict(self, X: Any, index: Optional[int] = None) -> Any:
        """The more likely labels."""
        odds = self._values(X, index)
        return self.classes_[(odds > 0).astype(int)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _read(self, folder: Union[str, os.PathLike[str]]) -> None:
        super()._read(folder)
        # A folder of the tool knows no labels but 0 and 1.
        if not hasattr(self, "classes_"):
            self.classes_ = np.array([0, 1])

    @staticmethod
    def _loss(record: dict[str, Any]) -> float:
        """The mean log-loss."""
        return float(record["fidelity"][0]["labels"]["logLoss"]) if record["fidelity"] else math.nan

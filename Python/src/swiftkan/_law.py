"""The estimator that searches for the law of a number: `kan discover`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Optional

import numpy as np
from sklearn.base import RegressorMixin
from sklearn.utils.validation import validate_data

from ._laws import Laws
from ._options import unit_option
from ._table import Array, column_name, input_names


class LawRegressor(RegressorMixin, Laws):
    """Searches for the closed-form law behind a table, as ``kan discover`` does.

    Args:
        effort: The amount of search: ``"low"`` (about 5 s of one core), ``"normal"`` (30 s) or ``"high"`` (5 min). Work is counted, so
            that results do not depend on the machine.
        functions: The functions that a law may contain, such as ``["x^2", "sin", "exp"]``; ``kan functions`` lists them.
            By default the tool chooses.
        constants: Named constants that may occur in the law, such as ``{"g": 9.81}``, or ``"si"`` for the constants
            of nature in SI units.
        without: Parts of the search to leave out; ``kan discover --list-methods`` lists them.
        forbid: Nestings of functions that are not allowed, such as ``["sin:exp"]`` for exp inside sin.
        max_complexity: The maximum number of nodes of a formula, as counted in ``equations_``.
        library: The path of a JSON file with your own functions; ``kan functions --help`` describes it.
        robust: Set outliers aside, with a warning that names them.
        seeds: The number of seeds to search with; their results vote on the law.
        timeout_in_seconds: End the search after this time with the best law so far.
        random_state: The seed; ``None`` is the tool's default seed, so that results repeat.
        n_jobs: The number of threads, on which results do not depend; ``None`` and -1 mean all cores.
        progress: Show a tqdm bar if tqdm is installed.
        output_directory: A folder for the output of ``kan discover --out``: report, LaTeX, code, account.

    Attributes:
        equations_: The laws, simplest first, as a pandas DataFrame: ``complexity``, ``loss`` (mean squared error on the
            training rows), ``score`` (decrease of the log loss per node relative to the best simpler law), ``equation``, ``latex``, ``picked``.
        account_: The account of the search; its keys are those of account.json.
        model_: The model file of the search.
        n_features_in_, feature_names_in_: As scikit-learn defines them.
    """

    def fit(
        self,
        X: Any,
        y: Any,
        sample_weight: Any = None,
        *,
        X_units: Optional[Sequence[Optional[str]]] = None,
        y_units: Optional[str] = None,
    ) -> LawRegressor:
        """Searches. Ctrl-C keeps the best law so far.

        Args:
            X: n rows; the columns of a pandas or polars table keep their names.
            y: n values; a series keeps its name.
            sample_weight: n weights.
            X_units: A unit for each column, such as ``["kg", "m/s"]``; ``None`` for a column without a unit.
            y_units: The unit of ``y``.

        Raises:
            BadInputError: The tool cannot use the table or an option; its message gives the reason.
        """
        X, y_values = validate_data(
            self, X, y, dtype=np.float64, y_numeric=True, ensure_min_samples=2, ensure_min_features=1
        )
        names = input_names(self)
        target = column_name(y, names)
        self._search(X, y_values, target, "quantity", sample_weight, unit_option(names, X_units, target, y_units))
        return self

    def predict(self, X: Any, index: Optional[int] = None) -> Array:
        """The law's values; with ``index`` those of that row of ``equations_``."""
        return self._values(X, index)

    @staticmethod
    def _loss(record: dict[str, Any]) -> float:
        """The mean squared error."""
        return float(record["fidelity"][0]["rmse"]) ** 2 if record["fidelity"] else math.nan

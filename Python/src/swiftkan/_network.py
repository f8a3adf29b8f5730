"""The estimators that train a network: `kan train`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from ._model import Model
from ._options import compute_options
from ._table import Array, column_name, free_name, input_names, write_table
from ._tool import BadInputError, progress_bar, run

#: Parameters that are options of ``kan train`` under the same name; ``None`` leaves the choice to the tool.
_TRAINING_OPTIONS = ("grid", "order", "base", "optimizer", "penalty", "steps", "validation", "patience", "refine", "starts")


class _KAN(BaseEstimator):
    """The common part of regression and classification."""

    def __init__(
        self,
        hidden: Union[Sequence[Union[int, str]], str] = (5,),
        *,
        grid: Optional[int] = None,
        order: Optional[int] = None,
        base: Optional[str] = None,
        optimizer: Optional[str] = None,
        penalty: Optional[str] = None,
        steps: Optional[int] = None,
        validation: Optional[float] = None,
        patience: Optional[int] = None,
        refine: Union[Sequence[int], str, None] = None,
        starts: Optional[int] = None,
        random_state: Union[int, np.random.RandomState, None] = None,
        n_jobs: Optional[int] = None,
        progress: bool = False,
    ) -> None:
        self.hidden = hidden
        self.grid = grid
        self.order = order
        self.base = base
        self.optimizer = optimizer
        self.penalty = penalty
        self.steps = steps
        self.validation = validation
        self.patience = patience
        self.refine = refine
        self.starts = starts
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.progress = progress

    def _train(self, X: Array, y: Array, target: str, loss: str, outputs: int, sample_weight: Any) -> None:
        names = input_names(self)
        table_names, columns = [*names, target], [*X.T, y]
        options = [f"--loss={loss}", f"--shape={self._shape(outputs)}", *self._words()]
        if sample_weight is not None:
            table_names.append(free_name("weight", table_names))
            columns.append(_check_sample_weight(sample_weight, X, dtype=np.float64))
            options.append(f"--weights={table_names[-1]}")
        observer = progress_bar("network") if self.progress else None
        with tempfile.TemporaryDirectory(prefix="swiftkan-") as scratch:
            model = os.path.join(scratch, "model.kan")
            table = write_table(scratch, table_names, columns)
            try:
                answer = run(["train", table, f"--target={target}", "-o", model, "--json", *options], observer=observer)
            finally:
                if observer is not None:
                    observer.close()  # type: ignore[attr-defined]
            self.account_: dict[str, Any] = json.loads(answer)
            self.model_ = Model(Path(model).read_bytes())
        self.n_iter_ = max(1, len(self.account_["history"]))

    def _shape(self, outputs: int) -> str:
        hidden = [self.hidden] if isinstance(self.hidden, (str, int)) else self.hidden
        if not isinstance(hidden, Iterable):
            raise BadInputError(f"hidden={hidden!r} is not a list of layers; give numbers of nodes, (5, 3), or strings, ('3+2',)")
        return ",".join(str(size) for size in [self.n_features_in_, *hidden, outputs] if size != "")

    def _words(self) -> list[str]:
        words = []
        for name in _TRAINING_OPTIONS:
            value = getattr(self, name)
            if value is None:
                continue
            is_list = not isinstance(value, str) and isinstance(value, Sequence)
            words.append(f"--{name}={','.join(map(str, value)) if is_list else value}")
        return words + compute_options(self)

    def _outputs(self, X: Any) -> Array:
        check_is_fitted(self, "model_")
        return self.model_(validate_data(self, X, dtype=np.float64, reset=False))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        bundle: dict[str, str] = {"text/plain": repr(self)}
        if hasattr(self, "model_"):
            bundle["text/html"] = self._repr_html_()
        return bundle

    def _repr_html_(self) -> str:
        """The network."""
        import html

        picture = f"<div>{self.model_.plot()}</div>" if hasattr(self, "model_") else ""
        return f"<pre>{html.escape(repr(self))}</pre>{picture}"


class KANRegressor(RegressorMixin, _KAN):
    """A Kolmogorov-Arnold network for a number, trained by ``kan train``.

    The tool chooses parameters that are ``None``; ``kan help train`` describes them.

    Args:
        hidden: The hidden layers: numbers of nodes, or texts such as ``"3+2"`` for three sums and two products.
        grid: Grid intervals of each curve.
        order: The order of the splines.
        base: The function that every curve has in addition to its spline: ``"silu"``, ``"identity"`` or ``"zero"``.
        optimizer: ``"lm"``, ``"lbfgs"`` or ``"adam"``.
        penalty: ``"none"``, ``"sparsity:0.001"``, ``"group-lasso:0.001"`` or ``"ridge:0.001"``.
        steps: The maximum number of steps.
        validation: The fraction of validation rows.
        patience: Stop after this many steps without progress on the validation rows.
        refine: A sequence of grids, such as ``[5, 10, 20]``.
        starts: Start from the best of this many random networks.
        random_state: The seed; ``None`` is the tool's default seed, so that results repeat.
        n_jobs: The number of threads, on which results do not depend; ``None`` and -1 mean all cores.
        progress: Show a tqdm bar if tqdm is installed.
        loss: ``"mse"``, ``"mae"`` or ``"huber"``.

    Attributes:
        model_: The trained network as a `Model`.
        account_: What ``kan train --json`` prints: the history of the training among other things.
        n_iter_: The number of steps taken.
        n_features_in_, feature_names_in_: As scikit-learn defines them.
    """

    def __init__(
        self,
        hidden: Union[Sequence[Union[int, str]], str] = (5,),
        *,
        loss: str = "mse",
        grid: Optional[int] = None,
        order: Optional[int] = None,
        base: Optional[str] = None,
        optimizer: Optional[str] = None,
        penalty: Optional[str] = None,
        steps: Optional[int] = None,
        validation: Optional[float] = None,
        patience: Optional[int] = None,
        refine: Union[Sequence[int], str, None] = None,
        starts: Optional[int] = None,
        random_state: Union[int, np.random.RandomState, None] = None,
        n_jobs: Optional[int] = None,
        progress: bool = False,
    ) -> None:
        super().__init__(
            hidden,
            grid=grid,
            order=order,
            base=base,
            optimizer=optimizer,
            penalty=penalty,
            steps=steps,
            validation=validation,
            patience=patience,
            refine=refine,
            starts=starts,
            random_state=random_state,
            n_jobs=n_jobs,
            progress=progress,
        )
        self.loss = loss

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> KANRegressor:
        """Trains on n rows of ``X`` and n values of ``y``. Ctrl-C keeps the best network so far."""
        X, values = validate_data(self, X, y, dtype=np.float64, y_numeric=True, ensure_min_samples=2)
        self._train(X, values, column_name(y, input_names(self)), self.loss, 1, sample_weight)
        return self

    def predict(self, X: Any) -> Array:
        """The network's values."""
        return self._outputs(X)


class KANClassifier(ClassifierMixin, _KAN):
    """A Kolmogorov-Arnold network for classes, trained by ``kan train`` with cross-entropy.

    Parameters and attributes are those of `KANRegressor`, without ``loss``.

    Attributes:
        classes_: The labels, in the order of the columns of ``predict_proba``.
    """

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> KANClassifier:
        """Trains on n rows of ``X`` and n labels ``y``. Ctrl-C keeps the best network so far."""
        X, labels = validate_data(self, X, y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        count = len(self.classes_)
        if count < 2:
            raise ValueError(f"all rows have one class, {self.classes_[0]}; a classifier needs at least two")
        loss, outputs = ("bce", 1) if count == 2 else ("ce", count)
        self._train(X, numbers.astype(np.float64), column_name(y, input_names(self), "label"), loss, outputs, sample_weight)
        return self

    def decision_function(self, X: Any) -> Array:
        """The network's outputs: log-odds of the second class, or one number per class, up to a common term."""
        return self._outputs(X)

    def predict_proba(self, X: Any) -> Array:
        """The probabilities of the classes, one column each."""
        outputs = self._outputs(X)
        if len(self.classes_) == 2:
            outputs = np.column_stack([np.zeros(len(outputs)), outputs])
        powers = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def predict(self, X: Any) -> Any:
        """The most likely labels."""
        outputs = self._outputs(X)
        return self.classes_[(outputs > 0).astype(int) if len(self.classes_) == 2 else outputs.argmax(axis=1)]

"""The command-line options that estimators pass to the tool. The tool checks their values and reports errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from sklearn.utils import check_random_state

from ._tool import BadInputError


class SearchOptions:
    """The options of ``kan discover`` from an estimator's parameters."""

    def __init__(self, estimator: Any, task: str) -> None:
        self._estimator = estimator
        self._task = task

    def words(self) -> list[str]:
        """The words of the command line."""
        e = self._estimator
        # Set explicitly, because the tool would treat a quantity with values 0 and 1 as a label.
        words = [f"--task={self._task}", f"--effort={e.effort}", f"--seeds={e.seeds}"]
        words += _list_option("--functions", e.functions)
        words += _list_option("--without", e.without)
        words += _list_option("--forbid", e.forbid)
        if e.max_complexity is not None:
            words.append(f"--max-complexity={e.max_complexity}")
        if e.library is not None:
            words.append(f"--library={e.library}")
        if e.robust:
            words.append("--robust")
        if isinstance(e.constants, str):
            words.append(f"--constants={e.constants}")
        else:
            for name, value in (e.constants or {}).items():
                words.append(f"--constant={name}={float(value)!r}")
        if e.timeout_in_seconds is not None:
            words.append(f"--time-limit={float(e.timeout_in_seconds)!r}")
        return words + compute_options(e)


def compute_options(estimator: Any) -> list[str]:
    """Seed and threads."""
    words = []
    state = estimator.random_state
    if state is not None:
        seed = state if not hasattr(state, "randint") else int(check_random_state(state).randint(2**31 - 1))
        words.append(f"--seed={seed}")
    if estimator.n_jobs is not None and estimator.n_jobs != -1:
        words.append(f"--threads={estimator.n_jobs}")
    return words


def unit_option(
    names: Sequence[str], X_units: Optional[Sequence[Optional[str]]], target: str, y_units: Optional[str]
) -> list[str]:
    """Units of the columns."""
    if X_units is not None and len(X_units) != len(names):
        raise BadInputError(
            f"X_units has {len(X_units)} units for {len(names)} columns; give one per column, None for a column without a unit"
        )
    units = [(name, unit) for name, unit in [*zip(names, X_units or []), (target, y_units)] if unit]
    for name, _ in units:
        if "," in name or "=" in name:
            raise BadInputError(f"the column {name!r} cannot be given a unit; use a name without commas and equals signs")
    return ["--units=" + ",".join(f"{name}={unit}" for name, unit in units)] if units else []


def _list_option(option: str, values: Optional[Sequence[str]]) -> list[str]:
    if values is None:
        return []
    return [f"{option}={values if isinstance(values, str) else ','.join(values)}"]

"""Tables for the tool, and rows for a formula."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._tool import BadInputError

Array = NDArray[np.float64]


def write_table(folder: str, names: Sequence[str], columns: Sequence[Array]) -> str:
    """Writes columns under their names, in order, and returns the path of the file: NPZ with one array per column.

    An archive cannot contain names that would be paths out of it, such as ``\\alpha``; a table with such names is written as CSV.
    """
    for number, name in enumerate(names):
        if not name.strip() or "\0" in name:
            raise BadInputError(f"column {number} is called {name!r}; give it a name")
    if any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names):
        path = os.path.join(folder, "table.csv")
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows(np.column_stack(columns).tolist())
        return path
    path = os.path.join(folder, "table.npz")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, column in zip(names, columns):
            # `numpy.savez` would not take a column named `file`.
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(column, dtype=np.float64))
    return path


def real_rows(X: Any, names: Sequence[str]) -> Array:
    """The rows of ``X`` with a column for each of ``names``; a table that has these columns may have them in any order.

    Raises:
        BadInputError: ``X`` is not a table of real numbers, or has other columns.
    """
    if hasattr(X, "toarray"):
        raise BadInputError("a sparse matrix cannot be used; use its .toarray()")
    labels = list(getattr(X, "columns", []))
    if any(isinstance(label, str) for label in labels):
        missing = [name for name in names if name not in labels]
        if missing:
            raise BadInputError(f"the table has no column {', '.join(map(repr, missing))}; it has {', '.join(map(repr, labels))}")
        X = X[list(names)]
    values = np.asarray(X)
    if values.dtype.kind not in "fiubO":
        raise BadInputError(f"the table has values of type {values.dtype}; it must contain real numbers")
    if values.ndim != 2 or values.shape[1] != len(names):
        raise BadInputError(
            f"an array of shape {values.shape} was given; it must have rows of {len(names)} columns: {', '.join(names)}"
        )
    try:
        return values.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise BadInputError(f"the table must contain real numbers: {error}") from None


def span(name: Any, entry: Any) -> tuple[float, float]:
    """The two ends of a range that a user gave for ``name``."""
    try:
        low, high = (float(bound) for bound in entry)
    except (TypeError, ValueError):
        raise BadInputError(f"the range of {name!r} is {entry!r}; give two numbers, as in (0, 1)") from None
    if not (np.isfinite([low, high]).all() and low < high):
        raise BadInputError(f"the range of {name!r} goes from {low:g} to {high:g}; it must be finite, and not empty")
    return low, high


def as_array(values: Any) -> Any:
    """``values`` as an array, including those of a PyTorch tensor on any device, with or without gradients."""
    if hasattr(values, "detach"):
        # As lists, because PyTorch's conversion to NumPy needs compatible versions of both.
        return np.array(values.detach().cpu().tolist())
    return np.asarray(values)


def input_names(estimator: Any) -> list[str]:
    """The names of the columns that an estimator was fitted to; x0, x1, … if they had none."""
    names = getattr(estimator, "feature_names_in_", None)
    return [f"x{i}" for i in range(estimator.n_features_in_)] if names is None else [str(name) for name in names]


def column_name(y: Any, taken: Sequence[str], default: str = "y") -> str:
    """A name for the target: that of the series if it has one that is usable on a command line."""
    name = getattr(y, "name", None)
    if isinstance(name, str) and name.strip() and name.isprintable() and "," not in name and name not in taken:
        return name
    return free_name(default, taken)


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """``wanted``, lengthened until no other column has it."""
    while wanted in taken:
        wanted += "_"
    return wanted

"""Tables on their way to the tool: NPZ files with one array a column."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def write_table(path: str, names: Sequence[str], columns: Sequence[Array]) -> None:
    """Writes columns under their names, in order; `numpy.savez` would not take a column named `file`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, column in zip(names, columns):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(column, dtype=np.float64))


def input_names(estimator: Any) -> list[str]:
    """The names of the columns that an estimator has seen, x0, x1, … where they had none."""
    names = getattr(estimator, "feature_names_in_", None)
    return [f"x{i}" for i in range(estimator.n_features_in_)] if names is None else [str(name) for name in names]


def column_name(y: Any, taken: Sequence[str], default: str = "y") -> str:
    """A name for the target: that of the series, where it has one that can stand on a command line."""
    name = getattr(y, "name", None)
    if isinstance(name, str) and name.strip() and "," not in name and name not in taken:
        return name
    return free_name(default, taken)


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """``wanted``, lengthened until no other column has it."""
    while wanted in taken:
        wanted += "_"
    return wanted

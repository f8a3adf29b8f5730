"""From anything that can be called to a law: `kan distil`."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Optional, Union

import numpy as np

from ._law import LawRegressor
from ._model import Model
from ._table import Array
from ._tool import _GOAL_MISSED, BadInputError, _error, tool_path


@dataclass(frozen=True)
class Distillation:
    """A law that stands for a function, and how well it does on points of the box that it was not fitted to."""

    #: The fitted estimator: ``predict``, ``equations_``, ``sympy()``, ``latex()``, ``model_``.
    law: LawRegressor
    #: The law in plain text, or ``None`` where no closed form was found.
    formula: Optional[str]
    #: The root of the mean squared error on the box.
    rmse: float
    #: The largest error seen on the box.
    maximum_error: float
    #: The share of the function's variance over the box that the law carries.
    variance_share: float
    #: The box: a range for each input.
    box: dict[str, tuple[float, float]]

    def _repr_html_(self) -> str:
        return (
            f"<p>RMSE {self.rmse:.3g}, at most {self.maximum_error:.3g}, on the box; "
            f"share of the variance {self.variance_share:.9g}</p>{self.law._repr_html_()}"
        )


def distil(
    function: Any,
    box: Any,
    *,
    names: Optional[Sequence[str]] = None,
    output: Union[int, str, None] = None,
    points: int = 1000,
    rounds: int = 3,
    effort: str = "normal",
    functions: Optional[Sequence[str]] = None,
    random_state: Optional[int] = None,
    n_jobs: Optional[int] = None,
    timeout_in_seconds: Optional[float] = None,
    output_directory: Optional[str] = None,
) -> Distillation:
    """Finds the closed form of a trained network, a model or any function.

    The function is asked at quasi-random points of the box, more where the formula is worst. The law that is taken is the shortest
    description of the answers, the errors of a network included; ``law.equations_`` has simpler ones.

    Args:
        function: A `Model`, a PyTorch module, an estimator with ``predict``, or a callable of an array of n rows.
        box: A dictionary of ranges such as ``{"x": (0, 1), "y": (-2, 3)}``, or a table whose columns span the box.
        names: The names of the columns of a table without names.
        output: Which output to explain, by its number; by its name for a `Model`. Needed where there are several.
        points: The number of points of the first round; further rounds ask a quarter.
        rounds: The largest number of rounds.
        effort, functions, random_state, n_jobs: As for `LawRegressor`.
        timeout_in_seconds: How long the function may take for the points of a round.
        output_directory: A folder to keep all that ``kan distil --out`` writes.

    Raises:
        BadInputError: Answers of wrong number or shape, or not finite; the message says where.
        TimeoutError: The function took too long.
    """
    ranges = _box(box, names)
    options = ["--points", str(points), "--rounds", str(rounds), "--effort", effort, "--task", "quantity", "--quiet"]
    if functions is not None:
        options += ["--functions", ",".join(functions)]
    if random_state is not None:
        options += ["--seed", str(random_state)]
    if n_jobs is not None and n_jobs != -1:
        options += ["--threads", str(n_jobs)]
    options += ["--box", ",".join(f"{name}={low!r}:{high!r}" for name, (low, high) in ranges.items())]
    if isinstance(output, str):
        options += ["--output", output]
    with tempfile.TemporaryDirectory(prefix="swiftkan-") as scratch:
        folder = output_directory or os.path.join(scratch, "out")
        options += ["--out", folder]
        if isinstance(function, Model):
            path = os.path.join(scratch, "model.kan")
            function.save(path)
            _converse(["distil", path, *options], _no_questions)
        else:
            ask = _asking(function, output)

            def answer(X: Array) -> Array:
                with _time_limit(timeout_in_seconds):
                    return _checked(ask(X), len(X))

            _converse(["distil", "--oracle", "-", *options], answer)
        law = LawRegressor.from_file(folder)
    law.effort, law.functions, law.random_state = effort, functions, random_state
    record = law.account_.get("formula", {})
    fidelity: dict[str, Any] = next((part for part in record.get("fidelity", []) if part["part"] == "box"), {})
    return Distillation(
        law=law,
        formula=record.get("text"),
        rmse=float(fidelity.get("rmse", "nan")),
        maximum_error=float(fidelity.get("maximumError", "nan")),
        variance_share=float(fidelity.get("rSquared", "nan")),
        box=ranges,
    )


def _box(box: Any, names: Optional[Sequence[str]]) -> dict[str, tuple[float, float]]:
    if isinstance(box, Mapping):
        return {str(name): (float(low), float(high)) for name, (low, high) in box.items()}
    columns = list(names) if names is not None else [str(name) for name in getattr(box, "columns", [])]
    values = np.asarray(box, dtype=np.float64)
    if values.ndim != 2 or len(values) < 2 or not np.isfinite(values).all():
        raise BadInputError("the box must be a dictionary of ranges, or a table of at least two rows of finite numbers")
    columns = columns or [f"x{i}" for i in range(values.shape[1])]
    if len(columns) != values.shape[1]:
        raise BadInputError(f"{len(columns)} names were given for {values.shape[1]} columns; name each of them")
    return {name: (float(v.min()), float(v.max())) for name, v in zip(columns, values.T)}


def _asking(function: Any, output: Union[int, str, None]) -> Callable[[Array], Any]:
    """The function of an array that answers with an array."""
    if hasattr(function, "state_dict") and hasattr(function, "parameters"):
        from ._torch import evaluation

        ask: Callable[[Array], Any] = evaluation(function)
    elif hasattr(function, "predict"):
        ask = function.predict
    elif callable(function):
        ask = function
    else:
        raise TypeError(f"a {type(function).__name__} cannot be asked; give a callable, a module, an estimator or a Model")

    def column(X: Array) -> Any:
        values = np.asarray(ask(X))
        if values.ndim == 2 and values.shape[1] > 1:
            if not isinstance(output, int):
                raise BadInputError(f"the function has {values.shape[1]} outputs; choose one with output=0 to {values.shape[1] - 1}")
            values = values[:, output]
        return values

    return column


def _checked(values: Any, count: int) -> Array:
    """The answers as n numbers; that they are finite is for the tool to see, which knows the point."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise BadInputError(f"the function gave values of type {array.dtype}; it must give real numbers")
    array = array.astype(np.float64)
    if array.shape not in ((count,), (count, 1)):
        raise BadInputError(f"the function was asked at {count} points and gave an array of shape {array.shape}; it must give one value a point")
    return array.reshape(count)


def _no_questions(X: Array) -> Array:
    raise AssertionError("a model file is not asked from outside")


@contextmanager
def _time_limit(seconds: Optional[float]) -> Iterator[None]:
    """Ends what runs inside after some seconds; only the main thread can be ended in this way."""
    if seconds is None:
        yield
        return
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        raise BadInputError("timeout_in_seconds needs the main thread of a Unix system; leave it out here")

    def raise_timeout(*_: object) -> None:
        raise TimeoutError(f"the function gave no answer within {seconds:g} s; allow it more with timeout_in_seconds")

    before = signal.signal(signal.SIGALRM, raise_timeout)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _converse(arguments: list[str], answer: Callable[[Array], Array]) -> None:
    """Runs the tool and answers the points that it prints, a block that a blank line ends at a time."""
    process = subprocess.Popen(
        [tool_path(), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    messages: list[str] = []
    reader = threading.Thread(target=lambda: messages.extend(process.stderr.read().splitlines()), daemon=True)  # type: ignore[union-attr]
    with process:
        reader.start()
        try:
            rows: list[list[float]] = []
            for line in process.stdout:
                if line.strip() and answer is not _no_questions:
                    rows.append([float(word) for word in line.split()])
                elif rows:
                    values = answer(np.array(rows))
                    process.stdin.write("".join(f"{value!r}\n" for value in values.tolist()))
                    process.stdin.flush()
                    rows = []
        except BrokenPipeError:
            pass  # The tool has ended and says why.
        except BaseException:
            process.kill()
            raise
        process.wait()
    reader.join()
    if process.returncode not in (0, _GOAL_MISSED):
        raise _error(messages, process.returncode)

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
from ._options import SearchOptions
from ._table import Array, as_array, real_rows, span
from ._tool import _GOAL_MISSED, INTERRUPTED, BadInputError, _error, run, tool_path


@dataclass(frozen=True)
class Distillation:
    """A law that describes a function, and its errors at points of the box to which it was not fitted."""

    #: The fitted estimator: ``predict``, ``equations_``, ``sympy()``, ``latex()``, ``model_``.
    law: LawRegressor
    #: The law in plain text, or ``None`` if no closed form was found.
    formula: Optional[str]
    #: The root of the mean squared error on the box.
    rmse: float
    #: The largest error seen on the box.
    maximum_error: float
    #: The fraction of the function's variance over the box that the law explains.
    variance_share: float
    #: The box: a range for each input.
    box: dict[str, tuple[float, float]]
    #: A proven upper bound on the distance between law and network anywhere on the box, rounding included; ``None`` for more than four
    #: inputs, and for functions that are not networks that `from_torch` reads.
    proven_bound: Optional[float] = None

    def _repr_html_(self) -> str:
        proof = "sampled" if self.proven_bound is None else f"proven to be at most {self.proven_bound:.3g} everywhere"
        return (
            f"<p>RMSE {self.rmse:.3g}, at most {self.maximum_error:.3g}, on the box ({proof}); "
            f"share of the variance {self.variance_share:.9g}</p>{self.law._repr_html_()}"
        )


def distil(
    function: Any,
    box: Any = None,
    *,
    names: Optional[Sequence[str]] = None,
    output: Union[int, str, None] = None,
    points: int = 1000,
    rounds: int = 3,
    tolerance: Optional[float] = None,
    choose: Optional[str] = None,
    effort: str = "normal",
    functions: Optional[Sequence[str]] = None,
    constants: Union[dict[str, float], str, None] = None,
    without: Optional[Sequence[str]] = None,
    random_state: Optional[int] = None,
    n_jobs: Optional[int] = None,
    timeout_in_seconds: Optional[float] = None,
    output_directory: Optional[str] = None,
) -> Distillation:
    """Finds the closed form of a trained network, a model or any function.

    The function is evaluated at quasi-random points of the box, and at more points where the formula has its largest errors. A trained
    network itself deviates from its law, so for a network or an estimator the formula at the knee of the front is chosen, beyond which
    longer ones are hardly more accurate; for other functions the one with the shortest description. ``law.equations_`` has the most
    accurate formula of every complexity. Ctrl-C keeps the best formula so far.

    For a network with up to four inputs (a `Model`, or a module that `from_torch` reads) ``proven_bound`` is a bound on the distance
    between law and network that holds everywhere on the box.

    Args:
        function: A `Model`, a PyTorch module, an estimator with ``predict``, or a callable of an array of n rows.
        box: A dictionary of ranges such as ``{"x": (0, 1), "y": (-2, 3)}``, or a table whose columns span the box. By
            default, for a `Model`, the grids of its network.
        names: The names of the columns of an array.
        output: The output to explain, by its number, or by its name for a `Model`. Required if there are several.
        points: The number of points in the first round; each further round adds a quarter as many.
        rounds: The maximum number of rounds.
        tolerance: Take the simplest formula whose error, relative to the spread of the values, is at most this: for example the error
            of a network on its own data.
        choose: ``"knee"`` or ``"evidence"`` (the shortest description), to override the default choice.
        effort, functions, constants, without, random_state, n_jobs: As for `LawRegressor`.
        timeout_in_seconds: How long the function may take for the points of a round. Python code is interrupted; code of other
            languages ends only when it returns.
        output_directory: A folder for all files that ``kan distil --out`` writes.

    Raises:
        BadInputError: The box cannot be used, or the function returned too few values, or values that are not real or not finite; the
            message says where.
        TimeoutError: The function took too long.
    """
    if timeout_in_seconds is not None and not timeout_in_seconds > 0:
        raise BadInputError(f"timeout_in_seconds={timeout_in_seconds!r} is not a time; give a number of seconds above 0")
    law = LawRegressor(
        effort, functions=functions, constants=constants, without=without, random_state=random_state, n_jobs=n_jobs
    )
    options = [f"--points={points}", f"--rounds={rounds}", "--quiet", *SearchOptions(law, "quantity").words()]
    if tolerance is not None and choose is not None:
        raise BadInputError("tolerance= decides by itself; leave choose= out")
    if tolerance is not None:
        options.append(f"--tolerance={tolerance!r}")
    elif choose is not None or _is_trained(function):
        options.append(f"--choose={choose or 'knee'}")
    ranges = {} if box is None and isinstance(function, Model) else _box(box, names, function)
    if _is_module(function):
        function = _as_model(function, ranges, output) or function
    if ranges:
        options.append("--box=" + ",".join(f"{name}={low!r}:{high!r}" for name, (low, high) in ranges.items()))
    if isinstance(function, Model) and isinstance(output, int):
        output = function.outputs[_checked_output(output, len(function.outputs))]
    if isinstance(output, str):
        options.append(f"--target={output}")
    with tempfile.TemporaryDirectory(prefix="swiftkan-") as scratch:
        folder = output_directory or os.path.join(scratch, "out")
        options.append(f"--out={folder}")
        if isinstance(function, Model):
            path = os.path.join(scratch, "model.kan")
            function.save(path)
            run(["distil", path, *options], accept=[_GOAL_MISSED])
        else:
            ask = _asking(function, list(ranges), output)

            def answer(X: Array) -> Array:
                with _time_limit(timeout_in_seconds):
                    return _checked(ask(X), len(X))

            _converse(["distil", "--oracle=-", *options], answer)
        law._read(folder)
    law._read_names()
    law._warn(stacklevel=3)
    record = law.account_.get("formula", {})
    fidelity: dict[str, Any] = next((part for part in record.get("fidelity", []) if part["part"] == "box"), {})
    return Distillation(
        law=law,
        formula=record.get("text"),
        rmse=float(fidelity.get("rmse", "nan")),
        maximum_error=float(fidelity.get("maximumError", "nan")),
        variance_share=float(fidelity.get("rSquared", "nan")),
        box=ranges or {v["name"]: (v["lower"], v["upper"]) for v in law.account_["alternatives"][0]["variables"]},
        proven_bound=record.get("agreement", {}).get("certified", {}).get("bound") if isinstance(function, Model) else None,
    )


def _box(box: Any, names: Optional[Sequence[str]], function: Any) -> dict[str, tuple[float, float]]:
    """A range for each input, by its name."""
    if isinstance(box, Mapping):
        if names is not None:
            raise BadInputError("names= applies to a table without names; the keys of a dictionary are the names")
        ranges = {str(name): span(name, entry) for name, entry in box.items()}
    elif isinstance(box, (list, tuple)):
        raise BadInputError('a list may mean ranges or rows; give ranges as {"x": (0, 1)}, rows as an array or a table')
    else:
        columns = list(names) if names is not None else [str(name) for name in getattr(box, "columns", [])]
        shape: tuple[int, ...] = getattr(box, "shape", ())
        if len(shape) != 2 or 0 in shape:
            raise BadInputError('the box must be a dictionary of ranges, as in {"x": (0, 1)}, or a table of rows and columns')
        count = shape[1]
        columns = columns or [str(name) for name in getattr(function, "feature_names_in_", [])] or [f"x{i}" for i in range(count)]
        if len(columns) != count:
            raise BadInputError(f"{len(columns)} names were given for {count} columns; name each of them")
        values = real_rows(box.to_numpy() if hasattr(box, "to_numpy") else box, columns)
        if len(values) < 2 or not np.isfinite(values).all():
            raise BadInputError("the table that spans the box must have at least two rows of finite numbers")
        ranges = {name: span(name, (v.min(), v.max())) for name, v in zip(columns, values.T)}
    if not ranges:
        raise BadInputError("the box has no inputs; give a range for each")
    for name in ranges:
        if not name.strip() or "," in name:
            raise BadInputError(f"an input cannot be called {name!r} here; give it a name without commas")
    return ranges


def _is_trained(function: Any) -> bool:
    """Whether the function was learned from data, and is therefore an approximation."""
    return isinstance(function, Model) or hasattr(function, "state_dict") or hasattr(function, "predict")


def _is_module(function: Any) -> bool:
    """Whether the function is a PyTorch module."""
    return hasattr(function, "state_dict") and hasattr(function, "parameters")


def _as_model(module: Any, ranges: Mapping[str, tuple[float, float]], output: Union[int, str, None]) -> Optional[Model]:
    """The module as a model: more can be proven about a model than about a callable.

    ``None`` for an unsupported module, or if its outputs differ from those of the network that its tensors describe.
    """
    from ._torch import evaluation, from_torch

    low, high = np.array(list(ranges.values())).T
    X = np.random.default_rng(0).uniform(low, high, (256, len(ranges)))
    try:
        answers = as_array(evaluation(module)(X))
    except Exception:
        return None  # The caller reports the error when it evaluates the function.
    if answers.dtype.kind != "f" or len(answers) != len(X):
        return None
    expected = answers.astype(float).reshape(len(X), -1)
    count = expected.shape[1]
    if count > 1 and output is None:
        return None  # The output must be chosen in either case.
    if count == 1:
        outputs = [_unused("f" if "y" in ranges else "y", ranges)]
    else:
        outputs = [_unused(f"y{j + 1}", ranges) for j in range(count)]
    try:
        model = from_torch(module, names=[*ranges, *outputs], ranges=None if _is_kan(module) else ranges)
    except BadInputError:
        return None
    values = np.asarray(model(X)).reshape(expected.shape)
    tolerance = 1e-4 * np.abs(expected).max()
    return model if np.allclose(values, expected, rtol=0, atol=tolerance) else None


def _unused(name: str, names: Mapping[str, Any]) -> str:
    """A name that is not among others."""
    while name in names:
        name += "_"
    return name


def _is_kan(module: Any) -> bool:
    """Whether the tensors are those of efficient-kan or pykan, which contain the ranges of the inputs."""
    return hasattr(module, "act_fun") or any(name.endswith("spline_weight") for name in module.state_dict())


def _asking(function: Any, names: list[str], output: Union[int, str, None]) -> Callable[[Array], Any]:
    """A function that takes an array with the columns ``names`` and returns an array."""
    if _is_module(function):
        from ._torch import evaluation

        ask: Callable[[Array], Any] = evaluation(function)
    elif hasattr(function, "predict"):
        ask = _predicting(function, names)
    elif callable(function):
        ask = function
    else:
        raise TypeError(f"a {type(function).__name__} cannot be evaluated; give a callable, a module, an estimator or a Model")

    def column(X: Array) -> Any:
        values = as_array(ask(X))
        count = values.shape[1] if values.ndim == 2 else 1
        if isinstance(output, int):
            _checked_output(output, count)
        if count > 1:
            if not isinstance(output, int):
                raise BadInputError(f"the function has {count} outputs; choose one with output=0 to {count - 1}")
            values = values[:, output]
        return values

    return column


def _checked_output(output: int, count: int) -> int:
    """The index of an existing output."""
    if isinstance(output, bool) or not 0 <= output < count:
        raise BadInputError(f"output={output} was chosen, but the function has {count} {'output' if count == 1 else 'outputs'}")
    return output


def _predicting(estimator: Any, names: list[str]) -> Callable[[Array], Any]:
    """Predictions of an estimator; if it has column names, the columns are passed in its order."""
    known = [str(name) for name in getattr(estimator, "feature_names_in_", [])]
    if not known:
        predict: Callable[[Array], Any] = estimator.predict
        return predict
    if sorted(known) != sorted(names):
        raise BadInputError(f"the estimator was fitted with the columns {', '.join(known)}; the box has {', '.join(names)}")
    import pandas as pd

    return lambda X: estimator.predict(pd.DataFrame(X, columns=names)[known])


def _checked(values: Any, count: int) -> Array:
    """The values as n numbers. The tool checks that they are finite, since it knows the points."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise BadInputError(f"the function returned values of type {array.dtype}; it must return real numbers")
    array = array.astype(np.float64)
    if array.shape not in ((count,), (count, 1)):
        raise BadInputError(
            f"the function was evaluated at {count} points but returned an array of shape {array.shape}; it must return one value per point"
        )
    return array.reshape(count)


@contextmanager
def _time_limit(seconds: Optional[float]) -> Iterator[None]:
    """Interrupts the body after some seconds; this works in the main thread only."""
    if seconds is None:
        yield
        return
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        raise BadInputError("timeout_in_seconds needs the main thread of a Unix system; leave it out")

    def raise_timeout(*_: object) -> None:
        raise TimeoutError(f"the function did not return within {seconds:g} s; allow more time with timeout_in_seconds")

    before = signal.signal(signal.SIGALRM, raise_timeout)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _converse(arguments: list[str], answer: Callable[[Array], Array]) -> None:
    """Runs the tool and evaluates the points that it prints, in blocks that end with a blank line.

    The first Ctrl-C during the search requests that the tool stop with its best law.
    """
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
    interrupted = False
    rows: list[list[float]] = []
    with process:
        reader.start()
        try:
            while True:
                try:
                    line = process.stdout.readline()
                except KeyboardInterrupt:
                    if interrupted:
                        raise
                    interrupted = True
                    process.send_signal(signal.SIGINT)
                    continue
                if line.strip():
                    rows.append([float(word) for word in line.split()])
                elif rows and line:
                    values = answer(np.array(rows))
                    process.stdin.write("".join(f"{value!r}\n" for value in values.tolist()))
                    process.stdin.flush()
                    rows = []
                elif not line:
                    break
        except BrokenPipeError:
            pass  # The tool has ended and reports the reason.
        except BaseException:
            process.kill()
            raise
        process.wait()
    reader.join()
    if process.returncode not in (0, _GOAL_MISSED) and not (interrupted and process.returncode == INTERRUPTED):
        raise _error(messages, process.returncode)

"""From functions to laws."""

import os
import signal
import subprocess
import tempfile
import threading
import time
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LinearRegression

from swiftkan import BadInputError, KANRegressor, ToolError, distil

BOX = {"x": (0.5, 2), "y": (-1, 3)}


def wave(X):
    return X[:, 0] ** 2 * np.sin(X[:, 1])


def test_a_function():
    result = distil(wave, BOX, points=200, effort="low")
    assert result.variance_share == pytest.approx(1, abs=1e-12)
    assert result.rmse < 1e-10 and result.maximum_error < 1e-10
    X = np.random.default_rng(0).uniform([0.5, -1], [2, 3], (50, 2))
    assert np.allclose(result.law.predict(X), wave(X))
    assert "variance" in result._repr_html_()


def test_the_law_of_an_approximation():
    """A function that is a percent off its law, smoothly, as a trained network is."""

    def network(X):
        return wave(X) + 0.02 * np.cos(3 * X[:, 0] + 2 * X[:, 1])

    for rule in ({"tolerance": 0.03}, {"choose": "knee"}):
        result = distil(network, BOX, points=300, rounds=1, effort="low", without=["networks"], **rule)
        assert 0.9995 < result.variance_share < 1
        nodes = result.law.equations_["complexity"][result.law.equations_["picked"]].item()
        assert nodes <= 7, result.formula


def test_a_table_spans_the_box():
    X = pd.DataFrame(np.random.default_rng(0).uniform(1, 2, (30, 2)), columns=["a", "b"])
    result = distil(lambda X: X[:, 0] * X[:, 1], X, points=100, effort="low")
    assert result.formula == "a*b"
    assert result.box["a"] == (X["a"].min(), X["a"].max())


def test_an_estimator_and_its_model():
    X = np.random.default_rng(0).uniform(1, 2, (300, 2))
    kan = KANRegressor((), n_jobs=1).fit(X, 3 * X[:, 0] + 2 * X[:, 1])
    for network in (kan, kan.model_):
        result = distil(network, {"x0": (1, 2), "x1": (1, 2)}, points=50, rounds=1, effort="low", functions=["x"])
        assert result.variance_share > 0.999


def test_a_model_knows_its_box_and_its_outputs():
    X = np.random.default_rng(0).uniform(1, 2, (300, 2))
    model = KANRegressor((), n_jobs=1).fit(X, 3 * X[:, 0] + 2 * X[:, 1]).model_
    result = distil(model, output=0, points=50, rounds=1, effort="low", functions=["x"])
    assert result.variance_share > 0.999
    assert list(result.box) == model.inputs and model.outputs == ["y"]
    assert result.box["x0"] == pytest.approx((X[:, 0].min(), X[:, 0].max()), abs=0.2)
    with pytest.raises(BadInputError, match="output=1 was chosen, but the function has 1 output"):
        distil(model, output=1)
    with pytest.raises(BadInputError, match="dictionary of ranges"):
        distil(wave)


def test_one_of_several_outputs():
    def both(X):
        return np.column_stack([X[:, 0], X[:, 0] ** 2])

    assert distil(both, {"x": (1, 2)}, output=1, points=50, effort="low").formula == "x^2"
    with pytest.raises(BadInputError, match="2 outputs"):
        distil(both, {"x": (1, 2)})


def raising(X):
    raise RuntimeError("the reactor is cold")


def hanging(X):
    while True:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("function", "error", "phrase"),
    [
        (raising, RuntimeError, "the reactor is cold"),
        (hanging, TimeoutError, "did not return within 0.5 s"),
        (lambda X: np.full(len(X), np.nan), ToolError, "nan at x ="),
        (lambda X: np.full(len(X), np.inf), ToolError, "inf at x ="),
        (lambda X: X[:-1, 0], BadInputError, "array of shape"),
        (lambda X: X, BadInputError, "2 outputs"),
        (lambda X: ["a"] * len(X), BadInputError, "real numbers"),
        (lambda X: X[:, 0] + 1j, BadInputError, "real numbers"),
        (lambda X: np.ones(len(X)), ToolError, "1.0 everywhere"),
        (7, TypeError, "cannot be evaluated"),
    ],
    ids=["raises", "hangs", "nan", "infinity", "short", "wide", "text", "complex", "constant", "no function"],
)
def test_bad_functions(function, error, phrase):
    before = set(os.listdir(tempfile.gettempdir()))
    with pytest.raises(error, match=phrase):
        distil(function, BOX, timeout_in_seconds=0.5, points=50, effort="low")
    left = [name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith(("swiftkan-", "kan-"))]
    assert not left


@pytest.mark.parametrize(
    ("box", "phrase"),
    [
        ({"x": (2, 1)}, "goes from 2 to 1"),
        ({"x": (1, 1)}, "goes from 1 to 1"),
        ({"x": (0, np.nan)}, "goes from 0 to nan"),
        ({"x": (0, 1, 2)}, "give two numbers"),
        ({"x": 1}, "give two numbers"),
        ({"x": ("a", "b")}, "give two numbers"),
        ({"a,b": (0, 1)}, "without commas"),
        ({}, "no inputs"),
        ([(0, 1), (1, 2)], "a list may mean ranges or rows"),
        (np.ones((1, 2)), "two rows"),
        (np.ones((3, 2)), "goes from 1 to 1"),
        (np.full((3, 2), np.nan), "finite"),
        (np.ones(3), "rows and columns"),
        (np.ones((3, 2)) * 1j, "complex"),
        (pd.DataFrame({"a": ["u", "v"]}), "real numbers"),
        (csr_matrix(np.eye(2)), "sparse"),
        (None, "dictionary of ranges"),
    ],
)
def test_bad_boxes(box, phrase):
    with pytest.raises(BadInputError, match=phrase):
        distil(wave, box, points=50)


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ({"output": 1}, "the function has 1 output"),
        ({"output": -1}, "the function has 1 output"),
        ({"names": ["a", "b"]}, "applies to a table without names"),
        ({"timeout_in_seconds": 0}, "seconds above 0"),
        ({"tolerance": 2}, "tolerance"),
        ({"choose": "best"}, "best"),
        ({"tolerance": 0.01, "choose": "knee"}, "decides by itself"),
        ({"points": 1}, "--points needs a number from 20"),
        ({"functions": ["sinn"]}, "sinn"),
        ({"random_state": -1}, "--seed"),
    ],
)
def test_bad_options(options, phrase):
    with pytest.raises(BadInputError, match=phrase):
        distil(wave, BOX, **{"points": 50, "effort": "low", **options})


def test_an_estimator_gets_its_own_columns_in_its_own_order():
    random = np.random.default_rng(0)
    X = pd.DataFrame(random.uniform(1, 2, (60, 2)), columns=["b", "a"])
    line = LinearRegression().fit(X, 5 * X["a"] + X["b"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        law = distil(line, {"a": (1, 2), "b": (1, 2)}, points=50, rounds=1, effort="low").law
    at = pd.DataFrame({"a": [1.0, 2.0], "b": [1.5, 1.5]})
    assert np.allclose(law.predict(at), [6.5, 11.5])
    with pytest.raises(BadInputError, match="fitted with the columns b, a; the box has x, y"):
        distil(line, BOX)


def test_control_c_keeps_the_best_so_far(control_c):
    """Ctrl-C comes two seconds after the first answer, while the tool searches; then it asks at the points that judge."""
    press = threading.Timer(2, os.kill, (os.getpid(), signal.SIGINT))
    asked = []

    def noisy(X):
        # Numbers without a law: a search of high effort has laws by then, and minutes before it.
        asked.append(len(X))
        if len(asked) == 1:
            press.start()
        return X[:, 0] + 0.1 * np.sin(1e4 * X[:, 1])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = distil(noisy, BOX, points=400, rounds=1, effort="high")
    assert result.law.account_["search"]["ending"] == "request"
    assert len(asked) == 2
    assert np.isfinite(result.law.predict(pd.DataFrame({"x": [1.0], "y": [0.0]}))).all()


def test_nothing_is_left_running():
    """The tool ends with the function that fails."""
    with pytest.raises(RuntimeError, match="the reactor is cold"):
        distil(raising, BOX, points=50)
    children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "comm="], capture_output=True, text=True).stdout
    assert "kan" not in children.split()

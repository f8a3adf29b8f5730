"""From functions to laws."""

import os
import tempfile
import time

import numpy as np
import pandas as pd
import pytest

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
        (hanging, TimeoutError, "no answer within 0.5 s"),
        (lambda X: np.full(len(X), np.nan), ToolError, "nan at x ="),
        (lambda X: np.full(len(X), np.inf), ToolError, "inf at x ="),
        (lambda X: X[:-1, 0], BadInputError, "array of shape"),
        (lambda X: X, BadInputError, "2 outputs"),
        (lambda X: ["a"] * len(X), BadInputError, "real numbers"),
        (lambda X: X[:, 0] + 1j, BadInputError, "real numbers"),
        (lambda X: np.ones(len(X)), ToolError, "1.0 everywhere"),
        (7, TypeError, "cannot be asked"),
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
    [({"x": (2, 1)}, "--box"), ({"x": (0, np.nan)}, "--box"), (np.ones((1, 2)), "two rows"), ({}, "--box")],
)
def test_bad_boxes(box, phrase):
    with pytest.raises(BadInputError, match=phrase):
        distil(wave, box, points=50)

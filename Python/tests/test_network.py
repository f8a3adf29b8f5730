"""Networks as estimators."""

import pickle

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_moons
from sklearn.model_selection import GridSearchCV

from swiftkan import BadInputError, KANClassifier, KANRegressor, Model


def waves(rows=200):
    X = np.random.default_rng(0).uniform(-1, 1, (rows, 2))
    return X, np.sin(3 * X[:, 0]) + X[:, 1] ** 2


def test_regression(tmp_path):
    X, y = waves()
    kan = KANRegressor((2,), n_jobs=1).fit(X, y)
    assert kan.score(X, y) > 0.999
    again = pickle.loads(pickle.dumps(kan))
    assert np.array_equal(again.predict(X), kan.predict(X))
    # The model is a file of the tool, which agrees with what NumPy makes of it.
    kan.model_.save(tmp_path / "m.kan")
    assert np.array_equal(Model.load(tmp_path / "m.kan")(X), kan.predict(X))
    assert "<svg" in kan._repr_html_()
    assert repr(kan.model_).startswith("Model(shape 2,2,1")


def test_shapes_and_options():
    X, y = waves(100)
    kan = KANRegressor("2+1", grid=3, order=2, penalty="ridge:1e-6", refine=[3, 6], steps=20).fit(X, y)
    assert "2,2+1,1" in kan.model_.describe()
    search = GridSearchCV(KANRegressor(steps=20), {"hidden": [(1,), (2,)]}, cv=2).fit(X, y)
    assert search.best_params_ == {"hidden": (2,)}
    with pytest.raises(BadInputError, match="--grid needs a number from 1"):
        KANRegressor(grid=0).fit(X, y)


def test_two_classes():
    X, y = make_moons(200, noise=0.1, random_state=0)
    labels = np.where(y == 1, "upper", "lower")
    kan = KANClassifier((2,), n_jobs=1).fit(X, labels)
    assert kan.score(X, labels) > 0.95
    assert list(kan.classes_) == ["lower", "upper"]
    assert np.allclose(kan.predict_proba(X).sum(axis=1), 1)


def test_three_classes():
    X, y = load_iris(return_X_y=True, as_frame=True)
    kan = KANClassifier((2,), penalty="ridge:0.01", n_jobs=1).fit(X, y)
    assert kan.predict_proba(X).shape == (150, 3)
    assert kan.score(X, y) > 0.9


def test_one_class_is_refused():
    with pytest.raises(ValueError, match="one class"):
        KANClassifier().fit(np.eye(9), np.ones(9, dtype=int))

"""Networks as estimators."""

import pickle

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
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
    with pytest.raises(BadInputError, match="--grid needs a number of at least 1"):
        KANRegressor(grid=0).fit(X, y)


@pytest.mark.parametrize(
    ("parameters", "phrase"),
    [
        ({"hidden": None}, "hidden=None is not a list of layers"),
        ({"hidden": (2, "a")}, "'2,2,a,1' cannot be read"),
        ({"order": -1}, "--order needs a number from 1 to 5, not -1"),
        ({"random_state": 1.5}, "--seed"),
        ({"validation": 2.0}, "--validation"),
        ({"loss": "mape"}, "mape"),
        ({"refine": "5,x"}, "--refine"),
    ],
)
def test_bad_parameters(parameters, phrase):
    with pytest.raises(BadInputError, match=phrase) as raised:
        KANRegressor(**parameters).fit(*waves(20))
    assert "Help" not in str(raised.value) and "swiftkan-" not in str(raised.value)


@pytest.mark.parametrize("estimator", [KANRegressor(steps=2), KANClassifier(steps=2)], ids=["regressor", "classifier"])
@pytest.mark.parametrize(
    "bad",
    [
        np.array([["a", "b"]] * 8),
        np.full((8, 2), np.nan),
        np.ones((8, 2), dtype=complex),
        np.array([[object(), object()]] * 8),
        csr_matrix(np.eye(8)),
        np.ones(8),
        np.ones((7, 2)),
    ],
    ids=["text", "nan", "complex", "objects", "sparse", "one dimension", "rows"],
)
def test_bad_tables_are_refused(estimator, bad):
    with pytest.raises((ValueError, TypeError)):
        estimator.fit(bad, np.arange(8) % 2)


def test_bad_weights_are_refused():
    X, y = waves(20)
    for weights in (-np.ones(20), np.full(20, np.nan), np.ones(3), np.zeros(20)):
        with pytest.raises(ValueError, match="[Ww]eight"):
            KANRegressor(steps=2).fit(X, y, sample_weight=weights)


def test_models_check_their_rows():
    X, y = waves(50)
    table = pd.DataFrame(X, columns=["a", "b"])
    model = KANRegressor(steps=5).fit(table, y).model_
    assert model.inputs == ["a", "b"]
    # Columns go by their names, where there are names.
    assert np.array_equal(model(table[["b", "a"]]), model(X))
    for bad, phrase in [
        (table.rename(columns={"a": "c"}), "no column 'a'; it has 'c', 'b'"),
        (np.ones((4, 3)), r"shape \(4, 3\) .* 2 columns: a, b"),
        (np.ones(4), r"shape \(4,\)"),
        ([["u", "v"]], "real numbers"),
        (np.ones((2, 2)) * 1j, "complex"),
        (csr_matrix(np.eye(2)), "sparse"),
    ]:
        with pytest.raises(BadInputError, match=phrase):
            model(bad)


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

"""The search for log-odds."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import cross_val_score

from swiftkan import BadInputError, LawClassifier, LawRegressor


def table(rows=600, seed=0):
    """Labels whose log-odds are 1.5 a - 2 b + 0.5."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(random.normal(size=(rows, 2)), columns=["a", "b"])
    chance = 1 / (1 + np.exp(-(1.5 * frame["a"] - 2 * frame["b"] + 0.5)))
    return frame, pd.Series(np.where(random.random(rows) < chance, "signal", "background"), name="kind")


@pytest.fixture(scope="module")
def law():
    return LawClassifier("low").fit(*table())


def test_finds_the_log_odds(law):
    """The coefficients are within four of their errors, which for 600 rows are about 0.15."""
    X, y = table(seed=1)
    assert list(law.classes_) == ["background", "signal"]
    at = pd.DataFrame({"a": [0.0, 1.0, 0.0], "b": [0.0, 0.0, 1.0]})
    offset, first, second = law.decision_function(at)
    assert offset == pytest.approx(0.5, abs=0.6)
    assert first - offset == pytest.approx(1.5, abs=0.6)
    assert second - offset == pytest.approx(-2, abs=0.6)
    assert law.score(X, y) > 0.75


def test_probabilities_follow_the_log_odds(law):
    X, _ = table(seed=2)
    probabilities = law.predict_proba(X)
    assert probabilities.shape == (len(X), 2)
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert np.allclose(np.log(probabilities[:, 1] / probabilities[:, 0]), law.decision_function(X))
    assert (law.predict(X) == law.classes_[probabilities.argmax(axis=1)]).all()


def test_every_equation_has_its_loss(law):
    X, y = table()
    truth = (y == law.classes_[1]).to_numpy()
    for n, row in law.equations_.iterrows():
        odds = law.decision_function(X, index=n)
        loss = np.logaddexp(0, np.where(truth, -odds, odds)).mean()
        # The loss is that of the rows learned from, four fifths of these.
        assert loss == pytest.approx(row["loss"], rel=0.1)
    assert (law.equations_["score"] >= 0).all()
    assert "logit" in law.latex()


def test_pickles_and_validates(law):
    X, y = table()
    assert (pickle.loads(pickle.dumps(law)).predict(X) == law.predict(X)).all()
    assert cross_val_score(LawClassifier("low"), X, y, cv=3).min() > 0.7


def three_classes(rows=1200, seed=3):
    """Labels whose scores are 0, 2 a - 1/2 and 3 b - 1."""
    random = np.random.default_rng(seed)
    X = pd.DataFrame(random.normal(size=(rows, 2)), columns=["a", "b"])
    scores = np.column_stack([np.zeros(rows), 2 * X["a"] - 0.5, 3 * X["b"] - 1])
    weights = np.exp(scores)
    chances = weights / weights.sum(axis=1, keepdims=True)
    numbers = (random.random((rows, 1)) > chances.cumsum(axis=1)).sum(axis=1)
    return X, np.array(["low", "high", "middle"])[numbers], chances


@pytest.fixture(scope="module")
def laws(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("classes") / "out")
    X, y, _ = three_classes()
    return LawClassifier("low", output_directory=folder).fit(X, y)


def test_one_score_a_class(laws):
    """Softmax of the scores is nearly as good as the truth, on rows that nothing was learned from."""
    assert list(laws.classes_) == ["high", "low", "middle"]
    assert laws.reference_ == "low"
    assert set(laws.laws_) == {"high", "middle"}
    X, y, chances = three_classes(seed=4)
    found = laws.predict_proba(X)
    assert found.shape == (len(X), 3)
    assert np.allclose(found.sum(axis=1), 1)
    own = found[np.arange(len(y)), np.searchsorted(laws.classes_, y)]
    truth = chances[np.arange(len(y)), [["low", "high", "middle"].index(label) for label in y]]
    assert -np.log(own).mean() < -np.log(truth).mean() + 0.02
    assert (laws.predict(X) == laws.classes_[found.argmax(axis=1)]).all()
    scores = laws.decision_function(X)
    assert (scores[:, 1] == 0).all()
    assert np.allclose(scores[:, 0], laws.laws_["high"].decision_function(X))


def test_the_laws_of_classes_are_told_apart(laws):
    table = laws.equations_
    assert set(table["class"]) == {"high", "middle"}
    expressions = laws.sympy()
    assert expressions["low"] == 0
    assert [str(s) for s in expressions["high"].free_symbols] == ["a"]
    assert laws.latex().count("\\frac{P") == 2
    assert "math" in laws._repr_html_()
    for ask in (laws.get_best, laws.latex_table, lambda: laws.predict(np.zeros((1, 2)), index=0)):
        with pytest.raises(ValueError, match="laws_"):
            ask()


def test_classes_survive_pickling_and_files(laws):
    X, _, _ = three_classes(seed=5)
    expected = laws.predict_proba(X)
    assert (pickle.loads(pickle.dumps(laws)).predict_proba(X) == expected).all()
    again = LawClassifier.from_file(laws.output_directory)
    # The tool saw numbers.
    assert list(again.classes_) == [0, 1, 2]
    assert (again.predict_proba(X) == expected).all()


def test_refuses_a_single_class():
    X = np.random.default_rng(4).normal(size=(20, 2))
    with pytest.raises(ValueError, match="one class"):
        LawClassifier("low").fit(X, ["u"] * 20)


def test_reads_a_folder(tmp_path):
    X, y = table()
    folder = str(tmp_path / "out")
    law = LawClassifier("low", output_directory=folder).fit(X, (y == "signal").astype(int))
    again = LawClassifier.from_file(folder)
    assert list(again.classes_) == [0, 1]
    assert (again.predict_proba(X) == law.predict_proba(X)).all()
    with pytest.raises(BadInputError, match="read it with LawClassifier"):
        LawRegressor.from_file(folder)

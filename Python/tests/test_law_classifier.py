"""The search for log-odds."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import cross_val_score
from sklearn.multiclass import OneVsRestClassifier

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


def test_one_law_a_class():
    random = np.random.default_rng(3)
    X = pd.DataFrame(random.normal(size=(300, 2)), columns=["a", "b"])
    y = np.where(X["a"] > 0.8, "high", np.where(X["b"] > 0, "middle", "low"))
    y = np.where(random.random(300) < 0.1, "low", y)
    laws = OneVsRestClassifier(LawClassifier("low")).fit(X, y)
    assert len(laws.estimators_) == 3
    assert laws.score(X, y) > 0.6


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["u"] * 20, "one class"), (["u", "v", "w", "u"] * 5, "OneVsRestClassifier")],
)
def test_refuses_what_is_no_choice_of_two(labels, words):
    X = np.random.default_rng(4).normal(size=(20, 2))
    with pytest.raises(ValueError, match=words):
        LawClassifier("low").fit(X, labels)


def test_reads_a_folder(tmp_path):
    X, y = table()
    folder = str(tmp_path / "out")
    law = LawClassifier("low", output_directory=folder).fit(X, (y == "signal").astype(int))
    again = LawClassifier.from_file(folder)
    assert list(again.classes_) == [0, 1]
    assert (again.predict_proba(X) == law.predict_proba(X)).all()
    with pytest.raises(BadInputError, match="read it with LawClassifier"):
        LawRegressor.from_file(folder)

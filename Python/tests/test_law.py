"""The search for a law, as users of PySR and pandas expect it."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from swiftkan import BadInputError, GoalMissedError, LawRegressor, NoLawWarning


def table(rows=120, seed=0):
    """The kinetic energy of bodies in free fall: E = m v²/2 + 9.81 m h."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(random.uniform(1, 3, (rows, 2)), columns=["body mass", "speed"])
    return frame, pd.Series(0.5 * frame["body mass"] * frame["speed"] ** 2, name="energy")


@pytest.fixture(scope="module")
def law():
    return LawRegressor("low").fit(*table())


def test_finds_the_law(law):
    X, y = table(seed=1)
    assert law.account_["search"]["verdict"] == "exact"
    assert np.allclose(law.predict(X), y, rtol=1e-12)
    assert law.score(X, y) == pytest.approx(1)
    assert list(law.feature_names_in_) == list(X.columns)


def test_equations_are_a_table(law):
    table_ = law.equations_
    assert list(table_.columns) == ["complexity", "loss", "score", "equation", "latex", "picked"]
    assert table_["complexity"].is_monotonic_increasing
    assert table_["picked"].sum() == 1
    assert law.get_best()["equation"] == law.account_["formula"]["text"]
    assert (table_["score"] >= 0).all()


def test_every_equation_predicts(law):
    X, y = table()
    for n, row in law.equations_.iterrows():
        squares = (law.predict(X, index=n) - y) ** 2
        # The loss is that of the rows learned from, four fifths of these.
        assert squares.mean() == pytest.approx(row["loss"], rel=0.5, abs=1e-20)
    with pytest.raises(IndexError, match="there is no equation 99"):
        law.predict(X, index=99)


def test_sympy_and_latex(law):
    import sympy

    mass, speed = sympy.Symbol("body mass", real=True), sympy.Symbol("speed", real=True)
    assert sympy.simplify(law.sympy() - mass * speed**2 / 2) == 0
    assert law.latex().startswith(r"\mathrm{energy} = ")
    tabular = law.latex_table([0, 1])
    assert tabular.startswith(r"\begin{tabular}") and tabular.count(r"\\") == 3


def test_notebooks_show_the_law(law):
    bundle = law._repr_mimebundle_()
    assert "<math" in bundle["text/html"] and "<table" in bundle["text/html"] and "<svg" in bundle["text/html"]
    assert bundle["text/latex"].startswith("$")
    assert set(LawRegressor()._repr_mimebundle_()) == {"text/plain"}


def test_pickles(law):
    X, _ = table(seed=2)
    again = pickle.loads(pickle.dumps(law))
    assert np.array_equal(again.predict(X), law.predict(X))
    assert again.equations_.equals(law.equations_)


def test_reads_the_folder_of_the_tool(tmp_path):
    X, y = table()
    fitted = LawRegressor("low", output_directory=str(tmp_path)).fit(X, y)
    assert (tmp_path / "report.html").exists()
    again = LawRegressor.from_file(tmp_path)
    assert np.array_equal(again.predict(X), fitted.predict(X))
    assert again.effort == "low"


def test_polars_and_plain_arrays():
    polars = pytest.importorskip("polars")
    X, y = table()
    named = LawRegressor("low").fit(polars.DataFrame({name: X[name].to_numpy() for name in X}), y.to_numpy())
    assert list(named.feature_names_in_) == list(X.columns)
    plain = LawRegressor("low").fit(X.to_numpy(), y.to_numpy())
    assert "x0" in plain.get_best()["equation"]


def test_columns_may_be_called_anything():
    X, y = table()
    X.columns = ["file", "weight"]
    law = LawRegressor("low").fit(X, y.rename("file"), sample_weight=np.ones(len(y)))
    assert np.allclose(law.predict(X), y)


@pytest.mark.parametrize(
    "names",
    [["$x$", r"\alpha"], ["../x", "a/b"], ["-x", "--y"], ["a=1", "b,c"], ["lambda", "y"], ['a"b', "line\nbreak"]],
)
def test_names_need_no_care(names):
    X, y = table()
    X.columns = names
    law = LawRegressor("low").fit(X, y.rename("-y"))
    assert np.allclose(law.predict(X), y)
    assert len(law.sympy().free_symbols) == 2


def test_nameless_columns_are_refused():
    X, y = table()
    X.columns = ["", "speed"]
    with pytest.raises(BadInputError, match="column 0 is called ''"):
        LawRegressor("low").fit(X, y)


def test_constraints_are_handed_over(tmp_path):
    X, y = table()
    folder = str(tmp_path / "out")
    law = LawRegressor("low", max_complexity=5, forbid=["sin:exp"], robust=True, output_directory=folder).fit(X, y)
    assert law.equations_["complexity"].max() <= 5
    again = LawRegressor.from_file(folder)
    assert (again.max_complexity, again.forbid, again.robust) == (5, ["sin:exp"], True)
    with pytest.raises(BadInputError, match="nowhere.json"):
        LawRegressor("low", library="nowhere.json").fit(X, y)


def test_what_leaves_the_domain_is_said():
    X, _ = table()
    law = LawRegressor("low").fit(X, X["body mass"] * np.log(X["speed"]))
    X.loc[7, "speed"] = -1
    with pytest.warns(RuntimeWarning, match="not a finite number at 1 of 120 rows, first at row 7"):
        values = law.predict(X)
    assert np.flatnonzero(np.isnan(values)).tolist() == [7]


def test_rows_of_the_table_are_integers(law):
    for index in (True, 1.5, "a"):
        with pytest.raises(TypeError, match="not a row of equations_"):
            law.predict(table()[0], index=index)


def test_numbers_whose_squares_overflow_are_named():
    X, y = table(rows=60)
    with pytest.raises(BadInputError, match="squares of such values overflow"):
        LawRegressor("low", without=["networks", "growth", "thorough-forms", "expressions"]).fit(X, y * 1e300)


def test_folders_without_a_search(tmp_path):
    with pytest.raises(FileNotFoundError):
        LawRegressor.from_file(tmp_path)
    (tmp_path / "account.json").write_text("{}")
    with pytest.raises(BadInputError, match="lacks alternatives, search, settings"):
        LawRegressor.from_file(tmp_path)
    (tmp_path / "account.json").write_text("{")
    with pytest.raises(BadInputError, match="is damaged"):
        LawRegressor.from_file(tmp_path)


def test_weights_matter():
    X, y = table(rows=200)
    wrong = y.copy()
    wrong[::2] += 5
    weights = np.where(np.arange(len(y)) % 2 == 0, 1e-12, 1.0)
    law = LawRegressor("low").fit(X, wrong, sample_weight=weights)
    assert np.allclose(law.predict(X), y, rtol=1e-3)


def test_units():
    X, y = table()
    law = LawRegressor("low").fit(X, y, X_units=["kg", "m/s"], y_units="J")
    assert law.account_["search"]["units"]["columns"]["speed"] == "m/s"
    with pytest.raises(BadInputError, match="1 units for 2 columns"):
        LawRegressor("low").fit(X, y, X_units=["kg"])
    with pytest.raises(BadInputError, match="'m=1' cannot be given a unit"):
        LawRegressor("low").fit(X.set_axis(["m=1", "v"], axis=1), y, X_units=["kg", "m/s"])


def test_noise_has_no_law():
    random = np.random.default_rng(5)
    X, y = random.uniform(1, 2, (60, 1)), random.standard_normal(60)
    with pytest.warns(NoLawWarning, match="no closed form was found"):
        law = LawRegressor("low").fit(X, y)
    assert np.ptp(law.predict(X)) == 0


def test_model_selection():
    X, y = table()
    assert cross_val_score(LawRegressor("low"), X, y, cv=2).min() > 0.999
    search = GridSearchCV(LawRegressor("low"), {"functions": [["x"], ["x", "x^2"]]}, cv=2).fit(X, y)
    assert search.best_score_ > 0.999
    logarithms = make_pipeline(FunctionTransformer(np.log), LawRegressor("low")).fit(X, np.log(y))
    assert logarithms.score(X, np.log(y)) > 0.999999


def test_equal_seeds_give_equal_laws():
    X, y = table()
    noisy = y * (1 + 0.01 * np.random.default_rng(1).standard_normal(len(y)))
    first, second = (LawRegressor("low", random_state=3, n_jobs=jobs).fit(X, noisy) for jobs in (1, 2))
    assert first.equations_.equals(second.equations_)


@pytest.mark.parametrize(
    ("parameters", "phrase"),
    [
        ({"functions": ["sinn"]}, "sinn"),
        ({"effort": "huge"}, "huge"),
        ({"seeds": 0}, "--seeds needs a number from 1 to 1000"),
        ({"without": ["magic"]}, "magic"),
        ({"constants": {"speed": 3.0}}, "speed"),
        ({"n_jobs": -2}, "--threads needs a number from 1"),
        ({"timeout_in_seconds": -1}, "--time-limit needs a number of seconds above 0"),
        ({"random_state": -1}, "--seed"),
    ],
)
def test_errors_are_the_tool_s_sentences(parameters, phrase):
    with pytest.raises(BadInputError, match=phrase) as raised:
        LawRegressor(**parameters).fit(*table())
    assert "Usage" not in str(raised.value) and "Help" not in str(raised.value)


@pytest.mark.parametrize(
    "bad",
    [
        np.array([["a", "b"]] * 9),
        np.full((9, 2), np.nan),
        np.full((9, 2), np.inf),
        np.ones((9, 2), dtype=complex),
        np.array([[object(), object()]] * 9),
        np.ones(9),
        np.ones((8, 2)),
        np.ones((9, 0)),
    ],
    ids=["text", "nan", "infinity", "complex", "objects", "one dimension", "rows", "no columns"],
)
def test_bad_tables_are_refused(bad):
    with pytest.raises((ValueError, TypeError)):
        LawRegressor("low").fit(bad, np.arange(9.0))


def test_sparse_tables_are_refused():
    from scipy.sparse import csr_matrix

    with pytest.raises(TypeError, match="[Ss]parse"):
        LawRegressor("low").fit(csr_matrix(np.eye(9)), np.arange(9.0))

"""What scikit-learn asks of its estimators, by its own checks."""

import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from swiftkan import KANClassifier, KANRegressor, LawClassifier, LawRegressor

#: Rows are split at random into those to learn from and those to judge by; a table with a row twice is split differently from
#: one with that row once and the weight 2.
WEIGHTS = {"check_sample_weight_equivalence_on_dense_data": "rows are split at random, so that a repeated row changes the split"}

#: The checks are about the interface: the quick members of the search are enough, among them the networks that stand where no
#: law is found.
QUICK = ["thorough-forms", "expressions", "networks", "growth", "recognition", "approximations", "correction"]


@parametrize_with_checks(
    [
        KANRegressor(steps=60, n_jobs=1),
        KANClassifier(n_jobs=1),
        LawRegressor("low", without=QUICK, n_jobs=1),
        LawClassifier("low", without=QUICK, n_jobs=1),
    ],
    expected_failed_checks=lambda estimator: WEIGHTS,
)
@pytest.mark.filterwarnings("ignore")
def test_scikit_learn(estimator, check):
    check(estimator)

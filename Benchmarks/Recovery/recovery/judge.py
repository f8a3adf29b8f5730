"""The verdict on an answer; `../README.md` defines each."""

import dataclasses

import numpy as np

from . import samples as rows
from .agreement import same_inside, same_outside
from .formulas import Invalid, compiled, parse, variables
from .problems import MASTER
from .snapping import snapped
from .trees import compare

SOLVED = ("exact", "exact_snapped", "exact_dropped")


@dataclasses.dataclass(frozen=True)
class Samples:
    """Rows that are in no table: test rows as published, rows of the domain for fitting and judging, and rows outside."""

    test: np.ndarray
    test_truth: np.ndarray
    fitting: np.ndarray
    fitting_truth: np.ndarray
    inside: np.ndarray
    inside_truth: np.ndarray
    outside: np.ndarray
    outside_truth: np.ndarray

    @classmethod
    def of(cls, problem):
        count = 2000 if len(problem.variables) < 50 else 400
        test, test_truth = rows.sample(problem, rows.TEST, problem.rows[rows.TEST])
        if len(test) > 4000:
            some = np.linspace(0, len(test) - 1, 4000).astype(int)
            test, test_truth = test[some], test_truth[some]
        outside = _outside(problem, count)
        return cls(test, test_truth, *_inside(problem, count // 4, 1), *_inside(problem, count, 2), outside,
                   rows.truth(problem, outside))


def _inside(problem, count, number):
    return rows.sample(rows.without_grids(problem), rows.VALIDATION, count, extra=1000 + number)


def _outside(problem, count):
    """Rows from wider laws, never across zero; trajectories: the box around them, a quarter wider on each side."""
    if problem.system:
        X, _ = _inside(problem, 400, 3)
        low, high = X.min(0), X.max(0)
        margin = (high - low) / 4
        return np.random.default_rng(7).uniform(low - margin, high + margin, (count, X.shape[1]))
    random = np.random.default_rng([MASTER, 555, 7])
    return np.stack([rows.draw(random, _wider(v.law), count) for v in problem.variables], 1)


def _wider(law):
    if law.kind == "loguniform":
        return dataclasses.replace(law, low=law.low / 10, high=law.high * 10)
    if law.kind == "integer":
        return dataclasses.replace(law, high=max(2 * law.high, law.low + 2))
    margin = (law.high - law.low) / 4
    low, high = law.low - margin, law.high + margin
    if law.low >= 0:
        low = max(low, law.low / 2)
    if law.high <= 0:
        high = min(high, law.high / 2)
    return dataclasses.replace(law, kind="uniform", low=low, high=high)


def judge(problem, formula, seconds=20.0):
    """Verdict, errors as printed, variables, complexity; `seconds` is the time limit of SymPy."""
    facts = {"verdict": "invalid" if formula else "nothing", "solved": False, "r2": None, "nrmse": None}
    try:
        tree = parse(formula, {f"x{i}" for i in range(len(problem.variables))})
    except Invalid as error:
        return facts | {"error": str(error)}
    samples = Samples.of(problem)
    answer = compiled(tree)
    facts |= _errors(answer(samples.test), samples.test_truth)
    facts["variables_exact"] = variables(tree) == problem.used
    if not np.isfinite(answer(samples.test)).any():
        return facts
    facts["verdict"] = "accurate" if facts["r2"] is not None and facts["r2"] > 0.999 else "fit"
    verdict, more = _numeric_verdict(tree, answer, samples)
    structure = compare(tree, problem.formula, seconds)
    facts |= more | structure
    if not problem.identifiable:
        verdict = _verdict_without_numbers(problem, tree, samples, verdict, structure.get("same_structure"))
    facts["verdict"] = verdict or facts["verdict"]
    facts["solved"] = facts["verdict"] in SOLVED
    return facts


def _errors(answer, truth):
    """R² and other measures of the formula exactly as printed."""
    finite = np.isfinite(answer)
    facts = {"r2": None, "nrmse": None, "median_relative_error": None}
    spread = float(np.std(truth)) or 1.0
    if finite.all():
        error = np.clip((answer - truth) / spread, -1e150, 1e150)
        facts |= {"nrmse": float(np.sqrt(np.mean(error ** 2))), "r2": float(1 - np.mean(error ** 2))}
    if finite.any():
        relative = np.abs(answer - truth)[finite] / np.maximum(np.abs(truth[finite]), 1e-300)
        facts["median_relative_error"] = float(np.median(relative))
    return facts


def _numeric_verdict(tree, answer, samples):
    is_same = same_inside(answer(samples.inside), samples.inside_truth)
    if is_same and same_outside(answer(samples.outside), samples.outside_truth):
        return "exact", {}
    verdict, facts = snapped(tree, samples)
    if is_same and verdict not in SOLVED:
        verdict = "domain_only"
    if verdict in (None, "skeleton") and _is_off_by_one_constant(answer, samples):
        verdict = "constant_off"
    return verdict, facts


def _is_off_by_one_constant(answer, samples):
    inside, outside = answer(samples.inside), answer(samples.outside)
    with np.errstate(all="ignore"):
        factor = np.nanmedian(inside / samples.inside_truth)
        term = np.nanmedian(inside - samples.inside_truth)
    return (same_inside(inside, factor * samples.inside_truth) and same_outside(outside, factor * samples.outside_truth)
            or same_inside(inside, samples.inside_truth + term)
            and same_outside(outside, samples.outside_truth + term))


def _verdict_without_numbers(problem, tree, samples, verdict, same_structure):
    """If double precision cannot distinguish the law from its alias, structure decides."""
    if verdict in SOLVED or verdict == "domain_only":
        return verdict if same_structure and verdict != "domain_only" else "alias"
    alias = compiled(parse(problem.alias, {f"x{i}" for i in range(len(problem.variables))}))
    at_alias = dataclasses.replace(
        samples, fitting_truth=alias(samples.fitting), inside_truth=alias(samples.inside),
        outside_truth=alias(samples.outside))
    is_alias = (same_inside(compiled(tree)(samples.inside), at_alias.inside_truth)
                or snapped(tree, at_alias)[0] in SOLVED)
    if same_structure:
        return "exact_snapped"
    return "alias" if is_alias else verdict

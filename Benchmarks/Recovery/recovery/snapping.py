"""Whether an answer has the structure of the true law: the nearest constants that make it the true law."""

import numpy as np

from .agreement import same_inside, same_outside
from .formulas import compiled, with_constants_taken_out

# The largest relative change of a constant; the fraction of the spread below which a constant may be dropped.
MOVE, DROP = 1e-3, 1e-3
MOST_CONSTANTS = 80


def snapped(tree, samples):
    """(verdict or None, facts) for an answer that is not the true law as printed."""
    tree, constants, exponent_moved = with_constants_taken_out(tree, MOVE)
    facts = {"constants": len(constants)}
    answer = compiled(tree)
    if exponent_moved and same_inside(answer(samples.inside, constants), samples.inside_truth):
        is_same = same_outside(answer(samples.outside, constants), samples.outside_truth)
        return ("exact_snapped" if is_same else "domain_only"), facts
    if not 0 < len(constants) <= MOST_CONSTANTS:
        return None, facts
    verdict = _moved(answer, constants, samples, facts)
    if verdict == "exact_snapped":
        return verdict, facts
    dropped = _droppable(answer, constants, samples)
    if dropped:
        facts["dropped"] = len(dropped)
        reduced = _without(answer, constants, dropped)
        kept = np.delete(constants, dropped)
        if len(kept):
            other = _moved(reduced, kept, samples, facts)
        else:
            other = "exact_snapped" if _is_truth(reduced, kept, samples) else None
        if other == "exact_snapped":
            return "exact_dropped", facts
        verdict = verdict or other
    if _is_off_by_one_constant(answer, constants, samples):
        return "constant_off", facts
    return verdict, facts


def _is_truth(answer, constants, samples):
    return (same_inside(answer(samples.inside, constants), samples.inside_truth)
            and same_outside(answer(samples.outside, constants), samples.outside_truth))


def _moved(answer, constants, samples, facts):
    for cutoff in (1e-5, 1e-9):
        move = _nearest(answer, constants, samples.fitting, samples.fitting_truth, cutoff=cutoff)
        if move is None:
            return None
        moved = constants * (1 + move)
        if same_inside(answer(samples.inside, moved), samples.inside_truth):
            break
    else:
        return None
    facts["largest_constant_move"] = float(np.max(np.abs(move)))
    if not same_outside(answer(samples.outside, moved), samples.outside_truth):
        return "domain_only"
    return "exact_snapped" if facts["largest_constant_move"] <= MOVE * (1 + 1e-6) else "skeleton"


def _droppable(answer, constants, samples):
    """The constants whose removal has hardly any effect."""
    whole = answer(samples.fitting, constants)
    spread = float(np.std(samples.fitting_truth)) or 1.0
    found = []
    for k in range(len(constants)):
        fewer = constants.copy()
        fewer[k] = 0.0
        without = answer(samples.fitting, fewer)
        finite = np.isfinite(without) & np.isfinite(whole)
        if finite.mean() > 0.99 and np.sqrt(np.mean((without - whole)[finite] ** 2)) <= DROP * spread:
            found.append(k)
    return found


def _without(answer, constants, dropped):
    kept = [k for k in range(len(constants)) if k not in dropped]

    def reduced(X, values):
        all_values = np.zeros(len(constants))
        all_values[kept] = values
        return answer(X, all_values)

    return reduced


def _is_off_by_one_constant(answer, constants, samples):
    """Whether the answer is the true law times a factor, or plus a term, with constants changed as allowed."""
    spread = float(np.std(samples.fitting_truth)) or 1.0
    for kind in ("factor", "term"):
        move = _nearest(answer, constants, samples.fitting, samples.fitting_truth, free=kind)
        if move is None or np.max(np.abs(move[:-1])) > MOVE:
            continue
        change = (lambda y: y * (1 + move[-1])) if kind == "factor" else (lambda y: y + move[-1] * spread)
        moved = constants * (1 + move[:-1])
        if (abs(1 + move[-1]) > 1e-6 and same_inside(answer(samples.inside, moved), change(samples.inside_truth))
                and same_outside(answer(samples.outside, moved), change(samples.outside_truth))):
            return True
    return False


def _nearest(answer, constants, X, truth, free=None, cutoff=1e-5):
    """Relative changes of the constants (and of a free factor or term of the true law, last) that minimise the relative
    misfit: Gauss-Newton with steps of least norm, so that constants that the data do not determine stay unchanged."""
    scale = np.abs(truth) + 1e-3 * np.median(np.abs(truth)) + 1e-300
    spread = float(np.std(truth)) or 1.0
    count = len(constants)
    move = np.zeros(count + (free is not None))

    def residuals(move):
        target = truth
        if free == "term":
            target = truth + move[-1] * spread
        elif free == "factor":
            target = truth * (1 + move[-1])
        return (answer(X, constants * (1 + move[:count])) - target) / scale

    r = residuals(move)
    start_finite = np.isfinite(r)
    if start_finite.mean() < 0.99:
        return None

    def cost(r):
        if np.isfinite(r[start_finite]).mean() <= 0.98:
            return np.inf
        return float(np.sum(np.where(np.isfinite(r), np.minimum(np.abs(r), 1e8) ** 2, 1e8)))

    best = cost(r)
    for iteration in range(25):
        h = 1e-6
        with np.errstate(all="ignore"):
            jacobian = np.stack([(residuals(move + h * unit) - r) / h for unit in np.eye(len(move))], 1)
        rows = np.isfinite(r) & np.isfinite(jacobian).all(1)
        if rows.sum() < len(move) + 2:
            return move
        try:
            q, triangle = np.linalg.qr(jacobian[rows])
            u, s, v = np.linalg.svd(triangle)
        except np.linalg.LinAlgError:
            return move
        projected = u.T @ (q.T @ r[rows])
        gain = 0.0
        for damping in (0.0, 1e-6, 1e-3, 1e-1, 1.0, 10.0):
            kept = s > cutoff * s[0] if s[0] > 0 else s > 0
            step = -v.T @ (np.where(kept, s / np.maximum(s * s + (damping * s[0]) ** 2, 1e-300), 0) * projected)
            longest = np.max(np.abs(step))
            step = step if longest < 0.5 else step * (0.5 / longest)
            trial = residuals(move + step)
            if cost(trial) < best:
                gain = (best - cost(trial)) / max(best, 1e-300)
                move, r, best = move + step, trial, cost(trial)
                break
        # A true identity is approached quadratically; slow convergence means that there is none.
        creeps = gain < (1e-10 if iteration < 5 else 0.1) or (iteration >= 6 and best > 1e-6 * len(r))
        if gain == 0.0 or best < 1e-26 * len(r) or creeps:
            break
    return move

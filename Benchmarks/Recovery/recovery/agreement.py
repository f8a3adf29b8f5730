"""When two columns are the same."""

import numpy as np

# Relative agreement required inside the sampled domain, and outside it, where a look-alike is off by several percent.
INSIDE, OUTSIDE = 1e-6, 1e-4


def agreement(answer, truth):
    """(finite share, 95 % quantile of the relative error, RMS error over the spread), where the truth is finite."""
    known = np.isfinite(truth)
    if not known.any():
        return 0.0, np.inf, np.inf
    answer, truth = answer[known], truth[known]
    finite = np.isfinite(answer)
    if finite.mean() < 0.5:
        return float(finite.mean()), np.inf, np.inf
    answer, truth = answer[finite], truth[finite]
    error, size = np.abs(answer - truth), np.abs(truth)
    with np.errstate(all="ignore"):
        relative = np.where(size > 0, error / size, np.where(error == 0, 0, np.inf))
    spread = float(np.std(truth)) or float(np.max(size)) or 1.0
    rms = float(np.sqrt(np.mean(np.minimum(error / spread, 1e6) ** 2)))
    return float(finite.mean()), float(np.quantile(relative, 0.95)), rms


def same_inside(answer, truth):
    finite, relative, rms = agreement(answer, truth)
    return finite >= 0.999 and relative <= INSIDE and rms <= INSIDE


def same_outside(answer, truth):
    finite, relative, rms = agreement(answer, truth)
    return finite >= 0.9 and relative <= OUTSIDE and rms <= OUTSIDE

"""Rows of a problem: the same name gives the same numbers everywhere."""

import dataclasses
import functools
import math

import numpy as np

from .problems import CONSTANTS, MASTER

TRAINING, VALIDATION, TEST = 0, 1, 2

FUNCTIONS = dict(
    exp=np.exp, log=np.log, sqrt=np.sqrt, sin=np.sin, cos=np.cos, tan=np.tan, tanh=np.tanh, sinh=np.sinh,
    cosh=np.cosh, asin=np.arcsin, acos=np.arccos, atan=np.arctan, asinh=np.arcsinh, atanh=np.arctanh,
    expm1=np.expm1, log1p=np.log1p, Abs=np.abs, cot=lambda x: 1.0 / np.tan(x), pi=math.pi)


@functools.lru_cache(4096)
def _compiled(formula):
    return compile(formula, "formula", "eval")


def evaluate(formula, X):
    """The formula of a problem (a trusted text of this table) at the rows of X."""
    names = {**FUNCTIONS, **CONSTANTS, **{f"x{i}": X[:, i] for i in range(X.shape[1])}}
    with np.errstate(all="ignore"):
        y = eval(_compiled(formula), {"__builtins__": {}}, names)
    return np.broadcast_to(np.asarray(y, float), (X.shape[0],)).copy()


def truth(problem, X):
    """The law at the rows of X."""
    return special(problem.special, X) if problem.special else evaluate(problem.formula, X)


def special(name, X):
    """The special functions of the KAN paper; those of two arguments as SciPy orders them."""
    from scipy import special as functions
    a = X[:, 0]
    b = X[:, 1] if X.shape[1] > 1 else None
    with np.errstate(all="ignore"):
        if name == "j0_20":
            return functions.j0(20 * a)
        if name == "ellipj":
            return functions.ellipj(a, b)[0]
        if name.startswith("lpmv"):
            return functions.lpmv(int(name[4]), a, b)
        if name.startswith("sphharm"):
            m, l = int(name[7]), int(name[8])
            norm = (2 * l + 1) / (4 * math.pi) * math.factorial(l - m) / math.factorial(l + m)
            return math.sqrt(norm) * functions.lpmv(m, l, np.cos(b)) * np.cos(m * a)
        return getattr(functions, name)(a, b)


def draw(random, law, count):
    """`count` values of a variable."""
    if law.kind == "loguniform":
        x = 10.0 ** random.uniform(math.log10(law.low), math.log10(law.high), count)
    elif law.kind == "uniform":
        x = random.uniform(law.low, law.high, count)
    elif law.kind == "integer":
        x = random.integers(int(law.low), int(law.high), count).astype(float)
    else:
        x = np.resize(grid(law), count)
    return np.where(random.random(count) < 0.5, x, -x) if law.both_signs else x


def grid(law):
    """All points of a regular grid."""
    return law.low + law.step * np.arange(int(round((law.high - law.low) / law.step)) + 1)


def without_grids(problem):
    """The problem with uniform laws in place of grids, for rows between the grid points."""
    laws = [dataclasses.replace(v.law, kind="uniform") if v.law.kind == "grid" else v.law for v in problem.variables]
    return dataclasses.replace(
        problem, variables=tuple(dataclasses.replace(v, law=law) for v, law in zip(problem.variables, laws)))


def sample(problem, part, count, extra=0):
    """(X, y) without noise; rows whose target is not a usable number are drawn again."""
    random = np.random.default_rng(np.random.SeedSequence([MASTER, problem.seed, part, extra]))
    if problem.system:
        return trajectories(problem, random, part, count)
    laws = problem.test if part == TEST and problem.test else [v.law for v in problem.variables]
    if all(law.kind == "grid" for law in laws):
        X = np.stack([axis.ravel() for axis in np.meshgrid(*map(grid, laws), indexing="ij")], 1)
        y = truth(problem, X)
        usable = np.isfinite(y)
        return X[usable], y[usable]
    blocks, have = [], 0
    for _ in range(400):
        X = np.stack([draw(random, law, max(64, int(1.3 * (count - have)))) for law in laws], 1)
        y = truth(problem, X)
        usable = np.isfinite(y) & (np.abs(y) <= np.finfo(np.float32).max)
        if problem.group.startswith("srsd"):  # SRSD keeps targets within the range of single precision
            usable &= np.abs(y) >= np.finfo(np.float32).tiny
        blocks.append((X[usable], y[usable]))
        have += int(usable.sum())
        if have >= count:
            return tuple(np.concatenate(column)[:count] for column in zip(*blocks))
    raise RuntimeError(f"{problem.id}: hardly any row has a finite target")


# The Strogatz systems (dx0/dt, dx1/dt) with four starts each.
SYSTEMS = {
    "bacres": ("20 - x0 - x0*x1/(1 + 0.5*x0**2)", "10 - x0*x1/(1 + 0.5*x0**2)",
               [(9.015, 12.802), (3.485, 13.07), (5.814, 9.936), (5.802, 9.793)]),
    "barmag": ("0.5*sin(x0 - x1) - sin(x0)", "0.5*sin(x1 - x0) - sin(x1)",
               [(4.265, 4.761), (4.669, 2.464), (4.118, 1.076), (4.436, 0.2)]),
    "glider": ("-0.05*x0**2 - sin(x1)", "x0 - cos(x1)/x0",
               [(5.603, 1.855), (2.466, 0.872), (5.358, -1.323), (4.514, 0.347)]),
    "lv": ("3*x0 - 2*x0*x1 - x0**2", "2*x1 - x0*x1 - x1**2", [(1, 3), (4, 1), (8, 2), (3, 3)]),
    "predprey": ("x0*(4 - x0 - x1/(1 + x0))", "x1*(x0/(1 + x0) - 0.075*x1)",
                 [(4.861, 11.507), (6.581, 11.434), (5.753, 8.779), (5.805, 11.649)]),
    "shearflow": ("cot(x1)*cos(x0)", "(cos(x1)**2 + 0.1*sin(x1)**2)*sin(x0)",
                  [(-1.402, -1.426), (-2.531, 1.016), (1.224, -0.575), (2.829, -1.463)]),
    "vdp": ("10*(x1 - (x0**3 - x0)/3)", "-x0/10", [(0.357, 0.217), (0.677, 0.736), (0.01, 0.356), (0.24, 0.928)]),
}


def trajectories(problem, random, part, count):
    """Rows along solutions of a system (classical Runge-Kutta, 100 rows per trajectory, 0.1 apart); parts other than
    training start near the published starting points."""
    first, second, starts = SYSTEMS[problem.system]
    z = np.array(starts, float)
    if part != TRAINING:
        chosen = z[random.integers(0, 4, -(-count // 100))]
        z = chosen * (1 + 0.05 * random.standard_normal(chosen.shape))
    slope = lambda z: np.stack([evaluate(first, z), evaluate(second, z)], 1)
    rows, h = [], 1e-2
    for _ in range(100):
        rows.append(z.copy())
        for _ in range(10):
            k1 = slope(z)
            k2 = slope(z + h / 2 * k1)
            k3 = slope(z + h / 2 * k2)
            k4 = slope(z + h * k3)
            z = z + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    X = np.stack(rows, 1).reshape(-1, 2)
    y = truth(problem, X)
    usable = np.isfinite(y) & np.isfinite(X).all(1)
    X, y = X[usable], y[usable]
    return (X, y) if part == TRAINING else (X[:count], y[:count])


def training_rows(problem, noise=0.0):
    """The table that a program sees; normal noise of `noise` times the root mean square of y is added."""
    X, y = sample(problem, TRAINING, problem.rows[TRAINING])
    if noise:
        random = np.random.default_rng([MASTER, problem.seed, TRAINING, 77])
        y = y + noise * math.sqrt(float(np.mean(y * y))) * random.standard_normal(len(y))
    return X, y


def is_product_of_powers(problem):
    """Whether one linear fit of logarithms solves the problem: c * x0^p0 * x1^p1 * ... reproduces y to 1e-6."""
    if problem.special:
        return False
    X, y = sample(problem, TRAINING, min(problem.rows[TRAINING], 1000))
    positive = [i for i in range(X.shape[1]) if (X[:, i] != 0).all()]
    if not positive or (y == 0).any():
        return False
    logs = np.column_stack([np.log(np.abs(X[:, positive])), np.ones(len(y))])
    target = np.log(np.abs(y))
    powers = np.linalg.lstsq(logs, target, rcond=None)[0]
    same_sign = _sign_explained(X[:, positive], y, powers[:-1])
    return bool(same_sign and np.sqrt(np.mean((logs @ powers - target) ** 2)) < 1e-6)


def _sign_explained(X, y, powers):
    odd = np.abs(np.round(powers)) % 2 == 1
    sign = np.sign(y) * np.prod(np.sign(X[:, odd]), axis=1)
    return bool((sign == sign[0]).all())


def write_csv(path, X, y):
    """Columns x0, x1, ..., y with every digit."""
    header = ",".join([f"x{i}" for i in range(X.shape[1])] + ["y"])
    np.savetxt(path, np.column_stack([X, y]), delimiter=",", header=header, comments="", fmt="%.17g")

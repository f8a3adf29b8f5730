"""Writes bsplines.json: reference values of B-splines from SciPy (made with SciPy 1.17, NumPy 2).

Run in this folder: python3 make_bsplines.py
Each case holds a knot sequence, an order, coefficients, arguments inside [t_k, t_{G+k}] (both ends and all
inner knots included), and BSpline values and first derivatives there; for some arguments every basis.
"""

import json

import numpy as np
from scipy.interpolate import BSpline

random = np.random.default_rng(20240607)
cases = []
for order in range(1, 6):
    for kind in ("uniform", "random", "graded"):
        intervals = int(random.integers(1, 9))
        count = intervals + 2 * order + 1
        if kind == "uniform":
            knots = -1.5 + 0.375 * np.arange(count)
        elif kind == "random":
            knots = np.cumsum(random.uniform(0.02, 1.0, count)) - 2
        else:
            knots = np.cumsum(1.6 ** np.arange(count)) * 1e-3
        low, high = knots[order], knots[count - 1 - order]
        x = np.unique(np.concatenate([knots[order : count - order], random.uniform(low, high, 9)]))
        coefficients = random.normal(size=intervals + order)
        spline = BSpline(knots, coefficients, order)
        derivative = spline.derivative()
        bases = BSpline.design_matrix(x, knots, order).toarray()
        cases.append(
            dict(
                kind=kind,
                order=order,
                knots=knots.tolist(),
                coefficients=coefficients.tolist(),
                x=x.tolist(),
                values=spline(x).tolist(),
                # At an inner knot of order 1 the slope jumps; SciPy takes the interval to the right.
                derivatives=derivative(x).tolist(),
                bases=bases.tolist(),
            )
        )
with open("bsplines.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")

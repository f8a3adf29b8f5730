"""What makes a formula of a network: SwiftKAN's `distil`, pykan's `auto_symbolic`, gplearn.

Each takes what the network says and returns a list of candidates, simplest first, each a dictionary: `formula`, `nodes` (of its
tree) and `values` at the test points.
"""

import os
import time

import numpy as np

#: What pykan and gplearn learn from, points that the network was asked at.
POINTS = 1000


def swiftkan(law, network, points, test, options):
    """`distil` with the defaults but for one thread; it chooses its own points."""
    import pandas as pd
    from swiftkan import distil

    result = distil(network, law.box, effort=options.effort, n_jobs=1, random_state=1)
    rows = pd.DataFrame(test, columns=list(law.box))
    table = result.law.equations_
    return [
        {"formula": row["equation"], "nodes": int(row["complexity"]), "chosen": bool(row["picked"]),
         "values": result.law.predict(rows, index=n)}
        for n, row in table.iterrows()
    ]


def pykan(law, network, points, test, options):
    """The way of pykan's tutorial: sparse training, pruning, training, `auto_symbolic` with its whole library, training.

    Two shapes, the smallest and that of the tutorial, each a candidate, as long as time is left.
    """
    import sympy
    import tempfile
    import torch
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    X, y = points
    split = len(X) * 4 // 5
    tensors = [torch.tensor(a.tolist()) for a in (X[:split], y[:split, None], X[split:], y[split:, None])]
    dataset = dict(zip(("train_input", "train_label", "test_input", "test_label"), tensors))
    inputs, found, longest, begun = X.shape[1], [], 0.0, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for hidden in (1, 5):
            before = time.process_time()
            if found and before - begun + longest > options.limit:
                break
            model = KAN(width=[inputs, hidden, 1], grid=5, k=3, seed=1, ckpt_path=os.path.join(folder, str(hidden)))
            model.fit(dataset, opt="LBFGS", steps=50, lamb=0.001, update_grid=True)
            model = model.prune()
            model.fit(dataset, opt="LBFGS", steps=50)
            model.auto_symbolic(verbose=0)
            model.fit(dataset, opt="LBFGS", steps=50)
            expression, symbols = model.symbolic_formula()
            expression = expression[0]
            values = sympy.lambdify(symbols, expression, "numpy")(*test.T)
            renamed = expression.subs(dict(zip(symbols, sympy.symbols(list(law.box)))))
            rounded = renamed.xreplace({n: n.round(4) for n in renamed.atoms(sympy.Float)})
            found.append({"formula": str(rounded), "nodes": sum(1 for _ in sympy.preorder_traversal(expression)),
                          "values": np.broadcast_to(values, len(test))})
            longest = max(longest, time.process_time() - before)
    return found


def gplearn(law, network, points, test, options):
    """Generations of 1,000 programs with the functions of its documentation and an exponential, until the time is over."""
    from gplearn.functions import make_function
    from gplearn.genetic import SymbolicRegressor

    def guarded_exponential(x):
        with np.errstate(over="ignore"):
            return np.where(np.abs(x) < 50, np.exp(np.clip(x, -50, 50)), 0.0)

    exponential = make_function(function=guarded_exponential, name="exp", arity=1)
    X, y = points
    begun, generations = time.process_time(), 5
    search = SymbolicRegressor(
        population_size=1000, generations=generations, warm_start=True, random_state=1, n_jobs=1, metric="rmse",
        function_set=("add", "sub", "mul", "div", "sqrt", "log", "sin", "cos", exponential),
        const_range=(-10.0, 10.0), parsimony_coefficient=0.001, feature_names=list(law.box), low_memory=True)
    while True:
        before = time.process_time()
        search.fit(X, y)
        spent = time.process_time() - before
        if time.process_time() - begun + spent > options.limit:
            break
        generations += 5
        search.set_params(generations=generations)
    return [{"formula": str(search._program), "nodes": search._program.length_, "values": search.predict(test)}]


METHODS = {"swiftkan": swiftkan, "pykan": pykan, "gplearn": gplearn}

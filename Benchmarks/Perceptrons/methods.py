"""The methods that find a formula for a network: SwiftKAN's `distil`, pykan's `auto_symbolic`, gplearn.

Each takes the network's outputs and returns a list of candidates, simplest first, each a dictionary: `formula`, `nodes` (of its
tree) and `values` at the test points. The bound that `distil` proves for its law is its `proof`: `bound` and `largestSeen`.
"""

import os
import time
import traceback

import numpy as np

#: The number of points at which the network is evaluated for pykan and gplearn.
POINTS = 1000


def swiftkan(law, network, points, test, options):
    """`distil` with its defaults, on one thread; it chooses its points itself."""
    import pandas as pd
    from swiftkan import distil

    result = distil(network, law.box, effort=options.effort, n_jobs=1, random_state=1)
    rows = pd.DataFrame(test, columns=list(law.box))
    table = result.law.equations_
    proof = result.law.account_["formula"].get("agreement", {}).get("certified")
    return [
        {"formula": row["equation"], "nodes": int(row["complexity"]), "chosen": bool(row["picked"]),
         "proof": proof if row["picked"] else None, "values": result.law.predict(rows, index=n)}
        for n, row in table.iterrows()
    ]


def pykan(law, network, points, test, options):
    """The steps of pykan's tutorial: sparse training, pruning, training, `auto_symbolic` with its whole library, training.

    Two shapes, the smallest and that of the tutorial, each a candidate, as long as time is left and where pykan does not fail. Inputs and
    output are standardised, as pykan's grids ask for; `nodes` are counted in these variables.
    """
    import sympy
    import tempfile
    import torch
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    X, y = points
    shift, scale, mean, spread = X.mean(0), X.std(0), y.mean(), y.std()
    split = len(X) * 4 // 5
    rows, values = (X - shift) / scale, ((y - mean) / spread)[:, None]
    tensors = [torch.tensor(a.tolist()) for a in (rows[:split], values[:split], rows[split:], values[split:])]
    dataset = dict(zip(("train_input", "train_label", "test_input", "test_label"), tensors))
    names, found, longest, begun = list(law.box), [], 0.0, time.process_time()
    # With four digits, as pykan prints formulas; values are computed with all digits.
    rounded = [sympy.Float(f"{value:.4g}") for value in (*shift, *scale, mean, spread)]
    scaled = [(sympy.Symbol(n) - a) / b for n, a, b in zip(names, rounded, rounded[len(names):])]

    def candidate(model):
        expressions, symbols = model.symbolic_formula()
        evaluate = sympy.lambdify(symbols, expressions[0], "numpy")
        short = expressions[0].xreplace({n: sympy.Float(f"{float(n):.4g}") for n in expressions[0].atoms(sympy.Float)})
        return {"formula": str(rounded[-2] + rounded[-1] * short.subs(dict(zip(symbols, scaled)))),
                "nodes": sum(1 for _ in sympy.preorder_traversal(expressions[0])),
                "values": mean + spread * np.broadcast_to(evaluate(*((test - shift) / scale).T), len(test))}

    with tempfile.TemporaryDirectory() as folder:
        for hidden in (1, 5):
            before = time.process_time()
            if before - begun + longest > options.limit:
                break
            try:
                model = KAN(width=[len(names), hidden, 1], grid=5, k=3, seed=1, ckpt_path=os.path.join(folder, str(hidden)))
                model.fit(dataset, opt="LBFGS", steps=50, lamb=0.001)
                model = model.prune()
                model.fit(dataset, opt="LBFGS", steps=50)
                model.auto_symbolic(verbose=0)
                found.append(candidate(model))
                # The last training sometimes gives numbers that are not finite; then the formula before it is kept.
                model.fit(dataset, opt="LBFGS", steps=50, update_grid=False)
                found.append(candidate(model))
            except Exception:
                print(f"pykan failed with {hidden} hidden nodes:")
                traceback.print_exc()
            longest = max(longest, time.process_time() - before)
    return found


def gplearn(law, network, points, test, options):
    """Generations of 1,000 programs with the functions of its documentation and an exponential, until the time is used up."""
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

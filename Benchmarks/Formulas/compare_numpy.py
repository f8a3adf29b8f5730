"""Evaluates the same formulas on the same columns with SwiftKAN and with NumPy (SymPy's lambdify) on one core.

    python compare_numpy.py FORMULA_BENCHMARKS [--rows N,N,…]

NumPy is timed before and after SwiftKAN, with and without lambdify's common subexpressions, and the best median of the
four counts. Operations are those of the formula as written: + − · / powers and functions.
"""

import argparse
import ast
import os

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import statistics
import subprocess
import tempfile
import time

import numpy as np
import sympy

FORMULAS = [
    ("x*y + 1", "x,y"),
    ("x^3 - 2*x*y + y^2/(1 + x^2)", "x,y"),
    ("sqrt(x^2 + y^2 + z^2)", "x,y,z"),
    ("sqrt(2*x*y*(1 - cos(z)))", "x,y,z"),
    ("exp(sin(pi*x) + y^2)", "x,y"),
    ("exp(-x^2/2)/sqrt(2*pi)", "x"),
    ("log(x) + 2.25*log(y) - 0.3*z", "x,y,z"),
    ("1.5*sin(12.5*x + 0.3) + 0.7*tanh(y) - 2.1", "x,y"),
    ("(x + y)/(1 + x*y) + atan(x/y)", "x,y"),
    ("0.46*(0.7*x + 0.2)^3 + 1.2*exp(-0.4*(y - 0.5)^2)*sin(1.3*z) + 2.2/((x - 0.9)^2 + 0.7)", "x,y,z"),
    ("cosh(x)*sinh(0.3*y) + tan(0.2*z)", "x,y,z"),
    ("x^1.37*y^(-0.8)", "x,y"),
]

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("--rows", default="1000,100000")
arguments = parser.parse_args()


def median(work):
    work()
    times = []
    while len(times) < 5 or sum(times) < 0.4 and len(times) < 20_000:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def operations(text):
    return sum(isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Call)) for node in ast.walk(ast.parse(text)))


print(f"NumPy {np.__version__}, SymPy {sympy.__version__}\n")
print("| formula | rows | SwiftKAN ns/row | NumPy ns/row | ratio | SwiftKAN Mop/s | with derivatives | difference |\n"
      "|---|---|---|---|---|---|---|---|")
ratios, rates = [], []
for rows in map(int, arguments.rows.split(",")):
    for text, names in FORMULAS:
        python = text.replace("^", "**")
        symbols = {name: sympy.Symbol(name, positive=True) for name in names.split(",")}
        expression = sympy.sympify(python, locals=symbols)
        columns = np.random.default_rng(1).uniform(0.3, 2, (len(symbols), rows))
        functions = [sympy.lambdify(list(symbols.values()), expression, "numpy", cse=cse) for cse in (False, True)]
        theirs = [median(lambda: function(*columns)) for function in functions]
        with tempfile.TemporaryDirectory() as folder:
            columns.tofile(f"{folder}/columns")
            answer = subprocess.run(
                [arguments.executable, "evaluate", text, names, f"{folder}/columns", f"{folder}/values"],
                capture_output=True, text=True, check=True).stdout
            own = np.fromfile(f"{folder}/values")
        theirs += [median(lambda: function(*columns)) for function in functions]
        other = functions[0](*columns)
        difference = np.max(np.abs(own - other) / np.maximum(np.abs(other), 1e-3))
        plain, full = map(float, answer.split())
        numpy_row = 1e9 * min(theirs) / rows
        ratios.append(numpy_row / plain)
        rates.append(1e3 * operations(python) / plain)
        print(f"| `{text}` | {rows} | {plain:.2f} | {numpy_row:.2f} | {ratios[-1]:.1f} | {rates[-1]:.0f} "
              f"| {full:.2f} ns | {difference:.0e} |", flush=True)
print(f"\nratio: median {statistics.median(ratios):.1f}, least {min(ratios):.1f}; "
      f"operations/s: median {statistics.median(rates):.0f} million, least {min(rates):.0f} million")

#!/usr/bin/env python3
"""Proves bounds on the distance between the formulas that `run.py` got from `distil` and their networks, anywhere on the box: `kan certify`.

    python certify.py                       after run.py; a line for each law, in Markdown
    python certify.py --operations 1e9      the work that a proof may take, as `kan certify` counts it

The largest distance seen is over 4,096 points and the branches of the proof. Bounds are in the standard deviation of the law, as in
`run.py`. A proof that reaches the limit of operations still gives a bound, but a loose one.
"""

import argparse
import csv
import itertools
import json
import pathlib
import re
import tempfile
import time

import numpy as np
import sympy
import torch
from laws import LAWS
from networks import drawn
from run import ASKED_SEED, HERE, TEST_POINTS, TEST_SEED, best
from swiftkan import ToolError, from_torch, run

parser = argparse.ArgumentParser()
parser.add_argument("--only", default="")
parser.add_argument("--operations", default="3e8")
parser.add_argument("--results", type=pathlib.Path, default=HERE / "results")
options = parser.parse_args()

print("| law | inputs | formula | seen | proven | time |\n|---|---|---|---|---|---|")
for number, law in enumerate(LAWS):
    path = options.results / f"{number}-swiftkan.json"
    if not path.exists() or not re.search(options.only, law.name):
        continue
    text = best(json.loads(path.read_text()))["formula"]
    names, box = list(law.box), list(law.box.values())
    ranges = ",".join(f"{name}={low}:{high}" for name, (low, high) in law.box.items())
    # The corners are among the rows, since the box of a proof is that of the table.
    rows = np.vstack([np.array(list(itertools.product(*box)), dtype=float), drawn(law, 100, ASKED_SEED)])
    symbols = sympy.symbols(names)
    values = sympy.lambdify(symbols, sympy.sympify(text.replace("^", "**"), dict(zip(names, symbols))), "numpy")(*rows.T)
    rows, values = rows[np.isfinite(values)], values[np.isfinite(values)]
    with tempfile.TemporaryDirectory() as folder:
        table, theory, formula, network = (f"{folder}/{name}" for name in ("table.csv", "theory.kan", "formula.kan", "network.kan"))
        with open(table, "w", newline="") as file:
            csv.writer(file).writerows([[*names, "y"], *np.column_stack([rows, values]).tolist()])
        module = torch.load(options.results / f"{number}.pt", weights_only=False)
        from_torch(module, names=[*names, "y"], ranges=law.box).save(network)
        begun = time.perf_counter()
        try:
            run(["theory", text, f"--ranges={ranges}", "-o", theory, "--quiet"])
            run(["symbolify", theory, table, "-o", formula, "--quiet"])
            # Exit code 3 means that the bound is loose.
            command = ["certify", formula, network, table, f"--operations={options.operations}", "--json", "--quiet"]
            answer = json.loads(run(command, accept=[3]))[0]
        except ToolError as error:
            print(f"| {law.name} | {len(names)} | `{text[:70]}` | | {error} | |", flush=True)
            continue
        seconds = time.perf_counter() - begun
    proof, scale = answer["agreement"]["certified"], law(drawn(law, TEST_POINTS, TEST_SEED)).std()
    proven = f"{proof['bound'] / scale:.1e}" if proof.get("bound") is not None else "none"
    tight = "" if proof.get("isTight") else ", loose"
    print(f"| {law.name} | {len(names)} | `{answer['text'][:70]}` | {proof['largestSeen'] / scale:.1e} | {proven}{tight} | {seconds:.0f} s |",
          flush=True)

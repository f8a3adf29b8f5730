#!/usr/bin/env python3
"""Runs `kan symmetries` on laws drawn at random, and checks every statement against the law itself.

    python symmetries.py --drawn 200-253 --out results/symmetries            without noise
    python symmetries.py --drawn 200-253 --noise 0.01 --out results/noisy

A statement claims that the rest of the target depends only on some quantities, or that it is a sum, a product, or depends on a group of
them through one quantity. It is checked by derivatives of the law (central differences with 50 digits): the gradient of the rest must lie in the span of
the gradients of the quantities (on 40 rows, to 1e-6 of its size), and mixed derivatives must vanish. Violations below the noise, or below 1e-3 of the
gradient without noise, are counted separately as 'slight', because no table of these rows can reveal them.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import mpmath
import numpy as np

from recovery.drawn import drawn
from recovery.samples import TRAINING, training_rows, write_csv

HERE = pathlib.Path(__file__).resolve().parent
mpmath.mp.dps = 50
FUNCTIONS = {name: getattr(mpmath, name) for name in
             ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt", "pi", "e", "erf")}
FUNCTIONS |= {"abs": abs, "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan}
ROWS, EXACT, SLIGHT = 40, 1e-6, 1e-3


def function(text, names):
    """A text of the tool or of the table as a function of a list of numbers."""
    code = re.sub(r"(?<![\w.])(\d+\.?\d*(?:[eE][+-]?\d+)?)", r'mpf("\1")', text.replace("^", "**"))
    compiled = compile(code, text, "eval")
    return lambda x: eval(compiled, FUNCTIONS | {"mpf": mpmath.mpf, "__builtins__": {}} | dict(zip(names, x)))


def gradient(f, x, scales):
    """By central differences, in units of the inputs' scales."""
    steps = [s * mpmath.mpf(10) ** -15 for s in scales]
    result = []
    for i, h in enumerate(steps):
        up, down = list(x), list(x)
        up[i] += h
        down[i] -= h
        result.append((f(up) - f(down)) / (2 * h) * scales[i])
    return result


def outside_span(vector, others):
    """The part of a vector outside the span of others, as a share of it."""
    basis = []
    for other in others:
        rest = list(other)
        for b in basis:
            c = sum(p * q for p, q in zip(rest, b))
            rest = [p - c * q for p, q in zip(rest, b)]
        size = mpmath.sqrt(sum(p * p for p in rest))
        whole = mpmath.sqrt(sum(p * p for p in other))
        if size > whole * mpmath.mpf(10) ** -20:
            basis.append([p / size for p in rest])
    rest = list(vector)
    for b in basis:
        c = sum(p * q for p, q in zip(rest, b))
        rest = [p - c * q for p, q in zip(rest, b)]
    return mpmath.sqrt(sum(p * p for p in rest))


def size(vector):
    return mpmath.sqrt(sum(p * p for p in vector))


def own_inputs(quantities, names):
    """For every quantity an input that no other quantity uses; None for a quantity without one."""
    used = [set(re.findall(r"[A-Za-z_]\w*", q)) & set(names) for q in quantities]
    result = []
    for n, own in enumerate(used):
        free = own - set().union(*(other for m, other in enumerate(used) if m != n))
        if not free:
            return None
        result.append(names.index(sorted(free)[0]))
    return result


def mixed(f, x, scales, i, j):
    h = [mpmath.mpf(10) ** -12 * scales[i], mpmath.mpf(10) ** -12 * scales[j]]
    total = 0
    for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        point = list(x)
        point[i] += a * h[0]
        point[j] += b * h[1]
        total += a * b * f(point)
    return total / (4 * h[0] * h[1]) * scales[i] * scales[j]


def violation(symmetry, law, names, rows, scales):
    """How far a law violates a statement, as a fraction of the gradient; None if it cannot be checked."""
    target = lambda text: (lambda x: function(text, names + ["y"])(list(x) + [law(x)]))
    rest = target(symmetry["rest"])
    worst, total = [], []
    if symmetry["kind"] in ("sum", "product", "composition"):
        quantities = symmetry["remaining"]
        places = own_inputs(quantities, names)
        if places is None:
            return None
        # Quantities contain no comma, so a group can be split at commas.
        groups = [[places[quantities.index(q)] for q in group.split(", ")] for group in symmetry["quantities"]]
        f = rest if symmetry["kind"] != "product" else lambda x: mpmath.log(abs(rest(x)))
        for x in rows:
            slope = size(gradient(f, x, scales))
            if symmetry["kind"] == "composition":
                others = [p for p in places if p not in groups[0]]
                own = groups[0]
                for k in others:
                    parts = []
                    for n in own:
                        first = gradient(f, x, scales)[n]
                        parts.append((first, mixed(f, x, scales, n, k)))
                    for a in range(len(parts)):
                        for b in range(a):
                            worst.append(abs(parts[a][0] * parts[b][1] - parts[b][0] * parts[a][1]) ** 2)
                            total.append(slope ** 4)
            else:
                for a in range(len(groups)):
                    for b in range(a):
                        for i in groups[a]:
                            for j in groups[b]:
                                worst.append(abs(mixed(f, x, scales, i, j)) ** 2)
                                total.append(slope ** 2)
    else:
        quantities = [function(q, names) for q in symmetry["remaining"]]
        for x in rows:
            g = gradient(rest, x, scales)
            # What is nearly constant has no direction: its slope counts against the target's own.
            scale = size(gradient(lambda z: mpmath.log(abs(law(z))), x, scales)) * abs(rest(x))
            worst.append(outside_span(g, [gradient(q, x, scales) for q in quantities]) ** 2 / scale ** 2)
            total.append(1)
    return float(mpmath.sqrt(sum(worst) / sum(total)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(HERE.parents[1] / ".build/release/kan"))
    parser.add_argument("--drawn", default="200-253", metavar="FIRST-LAST")
    parser.add_argument("--noise", type=float, default=0.0)
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    first, _, last = options.drawn.partition("-")
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "answers.jsonl"
    done = {json.loads(line)["number"]: json.loads(line) for line in open(file)} if file.exists() else {}
    for number in range(int(first), int(last or first) + 1):
        if number in done:
            continue
        problem = drawn(number)
        columns, y = training_rows(problem, options.noise)
        names = [variable.name for variable in problem.variables]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "train.csv"
            write_csv(path, columns, y)
            answer = subprocess.run(
                [options.tool, "symmetries", str(path), "--target", "y", "--threads", "1", "--effort", options.effort,
                 "--json", "--quiet"], capture_output=True, text=True)
        record = {"number": number, "formula": problem.formula, "status": answer.returncode}
        if answer.returncode == 0:
            analysis = json.loads(answer.stdout)
            law = function(problem.formula, names)
            data = np.array(columns, dtype=float)
            data = data if data.shape[0] == len(names) else data.T
            picked = np.linspace(0, data.shape[1] - 1, ROWS).astype(int)
            rows = [[mpmath.mpf(float(v)) for v in data[:, s]] for s in picked]
            scales = [mpmath.mpf(float(np.std(column))) for column in data]
            for symmetry in analysis["symmetries"]:
                try:
                    symmetry["violation"] = violation(symmetry, law, names, rows, scales)
                except Exception as error:
                    symmetry["violation"] = None
                    symmetry["unchecked"] = repr(error)
            record["analysis"] = analysis
        else:
            record["message"] = answer.stderr.strip()[-300:]
        with open(file, "a") as out:
            out.write(json.dumps(record) + "\n")
        done[number] = record
        show(record)
    summary([done[n] for n in sorted(done)], options.noise)


def show(record):
    print(f"{record['number']} {record['formula'][:90]}", flush=True)
    if "analysis" not in record:
        print("   ", record["message"])
        return
    analysis = record["analysis"]
    print(f"    error {analysis['networkError']:.1e} -> {analysis['reducedError']:.1e}  {analysis['form']}"
          f"  work {analysis['work']:.1e}")
    for symmetry in analysis["symmetries"]:
        v = symmetry["violation"]
        print(f"    {'-' if v is None else 'ok' if v < EXACT else f'VIOLATED {v:.0e}'}"
              f"  {symmetry['statement']}  [{symmetry['residual']:.1e} {symmetry['fullError']:.1e} {symmetry['reducedError']:.1e}]",
              flush=True)


def summary(records, noise):
    known = [r["analysis"] for r in records if "analysis" in r]
    said = [s for a in known for s in a["symmetries"]]
    checked = [s for s in said if s["violation"] is not None]
    wrong = [s for s in checked if s["violation"] >= EXACT]
    slight = [s for s in wrong if s["violation"] < max(SLIGHT, noise)]
    good = sum(a["networkError"] <= 1e-3 for a in known)
    any_good = sum(min(a["networkError"], a["reducedError"]) <= 1e-3 for a in known)
    print(f"{len(records)} laws; {len(said)} statements, {len(checked)} checked, {len(wrong) - len(slight)} wrong, {len(slight)} slight;"
          f" {sum(bool(a['symmetries']) for a in known)} laws with a statement")
    print(f"network error <= 1e-3: all inputs {good}, with symmetries {any_good}, of {len(records)};"
          f" medians {np.median([a['networkError'] for a in known]):.1e}, {np.median([a['reducedError'] for a in known]):.1e}")


if __name__ == "__main__":
    sys.exit(main())

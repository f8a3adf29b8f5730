#!/usr/bin/env python3
"""Checks whether the formulas found for a small network with an error of about one percent include the law it was trained on.

    python run.py KAN [--kinds efficient-kan,pykan] [--ways distil,symbolify,auto_symbolic] [--laws 0-39] [--effort low] [--out results]

Networks of efficient-kan's and pykan's kind are trained on drawn laws (`laws.py`), read with `kan import`, and given to `kan distil` and, with
the rows that they were trained on, to `kan symbolify`; pykan's `auto_symbolic` is applied to pykan's networks as they are. The law counts as found
by a method if one of its formulas, with its constants refitted to the law itself by least squares, equals the law to `SAME` of its spread.
Networks outside the range of errors are reported and not counted.
"""

import argparse
import json
import os
import pathlib
import subprocess
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import scipy.optimize
import sympy
from laws import drawn
from networks import KINDS, POINTS

#: The range of network errors that count, relative to the spread of the law.
RANGE = (0.003, 0.03)
#: The error, relative to the spread of the law, below which two functions count as equal.
SAME = 1e-5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("--kinds", default="efficient-kan,pykan")
    parser.add_argument("--ways", default="distil,symbolify,auto_symbolic")
    parser.add_argument("--laws", default="0-39")
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("results"))
    options = parser.parse_args()
    first, last = map(int, options.laws.split("-"))
    options.out.mkdir(parents=True, exist_ok=True)
    for kind in options.kinds.split(","):
        ways = {way: WAYS[way] for way in options.ways.split(",") if kind == "pykan" or way != "auto_symbolic"}
        counts = {"networks": 0} | {f"{way}{what}": 0 for way in ways for what in ("", ", shown first")}
        for number in range(first, last + 1):
            law = drawn(number)
            path = str(options.out / f"{kind}-{number}")
            note = pathlib.Path(path + ".error")
            if not note.exists():
                note.write_text(str(KINDS[kind](law, path)))
            error = float(note.read_text())
            if not RANGE[0] <= error <= RANGE[1]:
                print(f"{kind} {number}: the network has an error of {error:.2g} and does not count; {law.formula}", flush=True)
                continue
            counts["networks"] += 1
            print(f"{kind} {number} ({error:.2g}): {law.formula}", flush=True)
            imported(options, kind, law, path)
            rows = law.rows(500, 5)
            for way, formulas in ways.items():
                began = time.monotonic()
                try:
                    found, first_shown = formulas(options, law, path)
                except Failed as failure:
                    found, first_shown = [], str(failure)
                seconds = time.monotonic() - began
                hits = [text for text in found if is_law(text, law, rows)]
                counts[way] += bool(hits)
                counts[f"{way}, shown first"] += first_shown in hits
                print(f"  {way} ({seconds:.0f} s) {'has the law' if hits else 'missed'}: {first_shown}", flush=True)
        print(kind, counts, flush=True)


class Failed(Exception):
    """A method that ended without a formula."""


def imported(options, kind: str, law, path: str) -> None:
    """Reads a network into a model file of the tool."""
    source = path + ".pt" if kind == "efficient-kan" else path
    subprocess.run([options.tool, "import", source, "--names", ",".join(law.box), "-o", path + ".kan", "--quiet"], check=True, capture_output=True)


def document(command: list[str], path: str) -> dict:
    """The document that the tool prints."""
    found = subprocess.run(command, capture_output=True, text=True)
    pathlib.Path(path).write_text(found.stdout or json.dumps({"error": found.stderr}))
    if not found.stdout:
        raise Failed(found.stderr.strip())
    return json.loads(found.stdout)


def distilled(options, law, path: str) -> tuple[list[str], str]:
    """The table of `kan distil`, and the formula that it chose."""
    box = ",".join(f"{name}={low}:{high}" for name, (low, high) in law.box.items())
    command = [options.tool, "distil", path + ".kan", "--box", box, "--effort", options.effort, "--threads", "1", "--json", "--quiet"]
    record = document(command, path + ".distil.json")["law"]
    return [candidate["text"] for candidate in record["alternatives"]], record["formula"]["text"]


def symbolified(options, law, path: str) -> tuple[list[str], str]:
    """The formula of the network's curves, and the short one that `kan symbolify` also shows, which is used if there is one."""
    rows = law.rows(POINTS, 1)
    columns = np.column_stack([rows, law(rows)])
    np.savetxt(path + ".csv", columns, delimiter=",", header=",".join([*law.box, "y"]), comments="")
    command = [options.tool, "symbolify", path + ".kan", path + ".csv", "-o", path + ".symbolic.kan", "--json", "--quiet"]
    record = document(command, path + ".symbolify.json")
    wholes = [whole["formula"]["text"] for whole in record["wholes"]]
    formulas = [formula["text"] for formula in record["formulas"]]
    if not wholes + formulas:
        raise Failed("no formula")
    return wholes + formulas, (wholes + formulas)[0]


def automatic(options, law, path: str) -> tuple[list[str], str]:
    """pykan's `auto_symbolic` with its whole library on the network as it is, then training of the constants, as in its tutorial."""
    import torch
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    X = torch.tensor(law.rows(POINTS, 1).tolist())
    y = torch.tensor(law(X.numpy()).tolist()).unsqueeze(1)
    found = []
    try:
        network = KAN.loadckpt(path)
        network.auto_save = False
        network(X)
        network.auto_symbolic(verbose=0)
        found.append(network.symbolic_formula(var=list(law.box))[0][0])
        network.fit({"train_input": X, "train_label": y, "test_input": X, "test_label": y}, opt="LBFGS", steps=20, update_grid=False)
        found.append(network.symbolic_formula(var=list(law.box))[0][0])
    except Exception as error:
        # pykan fails in many ways; the formula before the failure counts.
        if not found:
            raise Failed(f"{type(error).__name__}: {error}") from None
    return [str(formula) for formula in found], str(found[-1])


WAYS = {"distil": distilled, "symbolify": symbolified, "auto_symbolic": automatic}


def is_law(text: str, law, rows: np.ndarray) -> bool:
    """Whether a formula is the law for some values of its constants."""
    symbols = {name: sympy.Symbol(name) for name in law.box}
    try:
        expression = sympy.sympify(text.replace("^", "**"), locals=symbols)
    except (sympy.SympifyError, SyntaxError, TypeError):
        return False
    values = law(rows)
    # Every number except small exponents may have another value.
    numbers = sorted((n for n in expression.atoms(sympy.Number) if not n.is_Integer or abs(n) > 3), key=str)
    parameters = sympy.symbols(f"k0:{len(numbers)}")
    function = sympy.lambdify((parameters, list(symbols.values())), expression.xreplace(dict(zip(numbers, parameters))), "numpy")

    def residuals(constants):
        with np.errstate(all="ignore"):
            difference = (function(constants, rows.T) - values) / values.std()
        return np.nan_to_num(np.broadcast_to(difference, values.shape).astype(float), nan=1e6, posinf=1e6, neginf=-1e6)

    try:
        start = [float(n) for n in numbers]
        if start:
            start = scipy.optimize.least_squares(residuals, start, method="lm" if len(values) > len(start) else "trf", xtol=1e-14, ftol=1e-14).x
        return bool(np.sqrt(np.mean(residuals(start) ** 2)) < SAME)
    except (ValueError, TypeError, NameError):
        return False


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Whether the law of a small network that is off it by about a percent stands among the formulas that are found of the network.

    python run.py KAN [--kinds efficient-kan,pykan] [--laws 0-39] [--effort low] [--out results]

Networks of efficient-kan's and pykan's kind are trained on drawn laws (`laws.py`), read with `kan import`, and given to `kan distil`.
The law stands in the table if one of its formulas, with its constants fitted anew to the law itself by least squares, is the law to
`SAME` of its spread. Networks that miss the range of errors are said and do not count.
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
from networks import KINDS

#: Errors of networks that count, over the spread of the law.
RANGE = (0.003, 0.03)
#: An error, over the spread of the law, below which two functions are the same.
SAME = 1e-5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("--kinds", default="efficient-kan,pykan")
    parser.add_argument("--laws", default="0-39")
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("results"))
    options = parser.parse_args()
    first, last = map(int, options.laws.split("-"))
    options.out.mkdir(parents=True, exist_ok=True)
    for kind in options.kinds.split(","):
        counts = {"networks": 0, "in the table": 0, "chosen": 0}
        for number in range(first, last + 1):
            law = drawn(number)
            path = str(options.out / f"{kind}-{number}")
            note = pathlib.Path(path + ".error")
            if not note.exists():
                note.write_text(str(KINDS[kind](law, path)))
            error = float(note.read_text())
            if not RANGE[0] <= error <= RANGE[1]:
                print(f"{kind} {number}: the network is off by {error:.2g}, which does not count; {law.formula}", flush=True)
                continue
            answer = distilled(options, kind, law, path)
            counts["networks"] += 1
            counts["in the table"] += answer["law"] is not None
            counts["chosen"] += answer["law"] is not None and answer["law"] == answer["chosen"]
            print(f"{kind} {number} ({error:.2g}, {answer['seconds']:.0f} s): {law.formula} -> {answer['text']}"
                  f" [{'in the table' if answer['law'] is not None else 'missed'}]", flush=True)
        print(kind, counts, flush=True)


def distilled(options, kind: str, law, path: str) -> dict:
    """What `kan distil` says of a network, and which formula of its table is the law."""
    source = path + ".pt" if kind == "efficient-kan" else path
    subprocess.run([options.tool, "import", source, "--names", ",".join(law.box), "-o", path + ".kan", "--quiet"], check=True)
    began = time.monotonic()
    box = ",".join(f"{name}={low}:{high}" for name, (low, high) in law.box.items())
    command = [options.tool, "distil", path + ".kan", "--box", box, "--effort", options.effort, "--threads", "1", "--json", "--quiet"]
    found = subprocess.run(command, capture_output=True, text=True)
    pathlib.Path(path + ".json").write_text(found.stdout or json.dumps({"error": found.stderr}))
    if not found.stdout:
        return {"law": None, "chosen": None, "text": found.stderr.strip(), "seconds": time.monotonic() - began}
    record = json.loads(found.stdout)
    record = record["law"]
    rows = law.rows(500, 5)
    place, chosen = None, None
    for number, candidate in enumerate(record["alternatives"]):
        text = candidate["text"]
        if candidate.get("chosen") or text == record["formula"]["text"]:
            chosen = number
        if place is None and is_law(text, law, rows):
            place = number
    return {"law": place, "chosen": chosen, "text": record["formula"]["text"], "seconds": time.monotonic() - began}


def is_law(text: str, law, rows: np.ndarray) -> bool:
    """Whether a formula is the law for some values of its constants."""
    symbols = {name: sympy.Symbol(name) for name in law.box}
    try:
        expression = sympy.sympify(text.replace("^", "**"), locals=symbols)
    except (sympy.SympifyError, SyntaxError, TypeError):
        return False
    values = law(rows)
    # Every number but small exponents may have another value.
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

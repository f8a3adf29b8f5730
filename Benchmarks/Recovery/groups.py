"""One law for several experiments: how often `kan discover --group` finds it.

    python groups.py --tool KAN --tables DIR --laws LAWS.json [--noise 0,0.001,0.01,0.1] [--realisations 3] [--only REGEX]

DIR/ID/train.csv contains a column `set` that identifies the experiment, the inputs, and the target without noise, as in the Class
benchmark of PhySO (Tenachi et al., arXiv 2312.01816). LAWS.json is a list of records: `id`, `formula`, `target`, `inputs`,
`per_set` (the constants of every experiment with their ranges, ["uniform", low, high]).

Normal noise of the given share of the target's root mean square is added to the target. A law is solved when the chosen form is as
general as the law and no larger: fitted to values of the law without noise, with newly drawn constants, it reproduces them within
1e-6 of their spread, and it has no more constants than the law has numbers and names.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np


def read(path):
    with open(path) as file:
        rows = list(csv.reader(file))
    return rows[0], np.array(rows[1:], dtype=float)


def write(path, names, values):
    with open(path, "w") as file:
        file.write(",".join(names) + "\n")
        for row in values:
            file.write(",".join(repr(float(v)) for v in row) + "\n")


def kan(tool, *arguments):
    run = subprocess.run([tool, *arguments, "--json", "--quiet"], capture_output=True, text=True)
    return (json.loads(run.stdout) if run.stdout.strip() else None), run.stderr.strip()


def law_values(law, columns, constants):
    scope = {name: getattr(np, name) for name in ("exp", "log", "sin", "cos", "tan", "sqrt", "pi")}
    return eval(law["formula"], {"__builtins__": {}}, {**scope, **columns, **constants})  # noqa: S307 (our own table)


def size(law):
    """The numbers and constants of a law, small whole exponents and signs left out."""
    numbers = re.findall(r"(?<![\w.])\d+\.?\d*(?![\w.])", re.sub(r"\*\*\s*\d+", "", law["formula"]))
    return len(numbers) + len(law["per_set"])


def is_general(tool, form, law, names, values, folder, seed):
    """Whether a form reproduces the law for constants that it has not seen."""
    random = np.random.default_rng(seed)
    columns = {name: values[:200, names.index(name)] for name in law["inputs"]}
    for _ in range(3):
        constants = {k: random.uniform(low, high) for k, (_, low, high) in law["per_set"].items()}
        target = law_values(law, columns, constants)
        path = os.path.join(folder, "law.csv")
        write(path, law["inputs"] + [law["target"]], np.column_stack([*columns.values(), target]))
        fit, _ = kan(tool, "fit", form, path, "--target", law["target"])
        if fit is None or fit["statistics"]["rmse"] > 1e-6 * np.std(target):
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--tables", required=True)
    parser.add_argument("--laws", required=True)
    parser.add_argument("--noise", default="0,0.001,0.01,0.1")
    parser.add_argument("--realisations", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--threads", default="1")
    options = parser.parse_args()
    with open(options.laws) as file:
        laws = [law for law in json.load(file) if re.search(options.only, law["id"])]
    for noise in map(float, options.noise.split(",")):
        solved = tried = 0
        for law in laws:
            names, clean = read(os.path.join(options.tables, law["id"], "train.csv"))
            for realisation in range(options.realisations if noise else 1):
                with tempfile.TemporaryDirectory() as folder:
                    values = clean.copy()
                    y = values[:, names.index(law["target"])]
                    y += noise * np.sqrt(np.mean(y**2)) * np.random.default_rng(realisation).normal(size=len(y))
                    path = os.path.join(folder, "table.csv")
                    write(path, names, values)
                    found, errors = kan(
                        options.tool, "discover", path, "--target", law["target"], "--group", "set", "--threads",
                        options.threads)
                    form = found["candidates"][0]["form"] if found else None
                    own = sorted({c["name"] for c in found["law"]["constants"] if "group" in c}) if found else []
                    count = len({c["name"] for c in found["law"]["constants"]}) if found else 0
                    right = bool(found) and count <= size(law) and is_general(
                        options.tool, form, law, names, clean, folder, realisation)
                tried += 1
                solved += right
                print(f"{noise:g} {law['id']} {realisation} {'solved' if right else 'no'}: {form}; own: {','.join(own)}"
                      + ("" if found else f" ({errors})"), flush=True)
        print(f"noise {noise:g}: {solved} of {tried} solved", flush=True)


if __name__ == "__main__":
    sys.exit(main())

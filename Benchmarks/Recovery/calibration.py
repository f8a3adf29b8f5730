#!/usr/bin/env python3
"""How far the verdicts of `kan discover` can be trusted: laws drawn at random, with noise, in tables of few and many rows.

    python calibration.py                       200 laws: noise of 1, 3 and 10 %, 30, 100 and 1,000 rows
    python calibration.py --first 0 --count 60 --effort low
    python calibration.py --out FOLDER          answers go to FOLDER/calibration.jsonl; the same command continues there

Law number n is `recovery/drawn.py`'s n-th; its noise and its rows follow from n, so that all nine pairs occur equally often.
A structure is right if the judge finds the true law, or its form with other constants (`exact…`, `skeleton`, `constant_off` by a
factor): noise changes constants, and some are identified as exact numbers nearby, so whole numbers may change as well, except
exponents. For every verdict, with odds above and below 20 against all other laws (`search.choice.logOdds`), the share of right
structures is printed; of those called within noise with odds above 20, at least nine of ten should be. The tool's settings were
tuned on laws with even numbers; `--step 2 --first 1` runs the others.
"""

import argparse
import ast
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

import numpy as np

from recovery.drawn import drawn
from recovery.judge import SOLVED, judge
from recovery.samples import TEST, evaluate, sample, training_rows, write_csv
from recovery.settings import Settings
from recovery.solve import command, run

HERE = pathlib.Path(__file__).resolve().parent
NOISE = (0.01, 0.03, 0.1)
ROWS = (30, 100, 1000)
RIGHT = SOLVED + ("skeleton",)
LIKELY = 3.0  # nats: odds of twenty


def setting(number):
    """The noise and the rows of a law."""
    return NOISE[number % 3], ROWS[number // 3 % 3]


class _Measured(ast.NodeTransformer):
    """Replaces whole numbers that are not exponents by decimals, which the judge may change."""

    def visit_BinOp(self, node):
        node.left = self.visit(node.left)
        if not isinstance(node.op, ast.Pow):
            node.right = self.visit(node.right)
        return node

    def visit_Constant(self, node):
        return ast.Constant(float(node.value)) if isinstance(node.value, int) else node


def verdict_on_structure(problem, formula):
    """The judge's verdict on the formula, or on the formula with all numbers measured if that is better."""
    verdict = judge(problem, formula)["verdict"]
    if verdict == "constant_off" and is_off_by_a_factor(problem, formula):
        return "skeleton"
    if verdict in RIGHT or not formula:
        return verdict
    measured = ast.unparse(_Measured().visit(ast.parse(formula.replace("^", "**"), mode="eval")))
    return "skeleton" if judge(problem, measured)["verdict"] in RIGHT else verdict


def is_off_by_a_factor(problem, formula):
    """Whether an answer is the law times a constant."""
    X, y = sample(problem, TEST, 200)
    ratio = evaluate(formula.replace("^", "**").replace("abs(", "Abs("), X) / y
    return bool(np.isfinite(ratio).all() and np.ptp(ratio) < 1e-9 * abs(np.mean(ratio)))


def searched(settings, number):
    """The law of a number, how the tool ended on its table, and its account."""
    problem = drawn(number)
    noise, rows = setting(number)
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "table.csv")
        X, y = training_rows(problem, noise)
        write_csv(table, X[:rows], y[:rows])
        record, account = run(command(settings, problem, table), settings.limit)
    return problem, record, account


def solve(settings, number):
    """The record of one law."""
    noise, rows = setting(number)
    problem, record, account = searched(settings, number)
    search = account.get("search") or {}
    formula = (account.get("formula") or {}).get("text")
    return {"number": number, "noise": noise, "rows": rows, "verdict": search.get("verdict", "none"),
            "log_odds": (search.get("choice") or {}).get("logOdds"), "structure": search.get("structure"), "shortfalls": search.get("shortfalls"),
            "seconds": record["seconds"], "formula": formula, "law": problem.formula,
            "judge": verdict_on_structure(problem, formula)}


def one(settings, number):
    """The same in a separate process."""
    words = [sys.executable, str(HERE / "calibration.py"), "--solve", json.dumps(dataclasses.asdict(settings)), str(number)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(words, cwd=HERE, env=environment, capture_output=True)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        print(f"{number}: no answer: {done.stderr.decode(errors='replace')[-500:]}", file=sys.stderr, flush=True)
        return None


def share(records):
    right = sum(record["judge"] in RIGHT for record in records)
    return f"{right}/{len(records)}" + (f" ({100 * right / len(records):.0f} %)" if records else "")


def table(records):
    """How often the structure is right for each verdict."""
    lines = ["| verdict | odds > 20 | odds <= 20 | all |", "|---|---|---|---|"]
    for verdict in ("exact", "withinNoise", "approximate", "none"):
        own = [record for record in records if record["verdict"] == verdict]
        sure = [record for record in own if (record["log_odds"] or 0) > LIKELY]
        unsure = [record for record in own if (record["log_odds"] or 0) <= LIKELY]
        lines.append(f"| {verdict} | {share(sure)} | {share(unsure)} | {share(own)} |")
    lines += ["", "| noise | " + " | ".join(f"{rows} rows" for rows in ROWS) + " |", "|---" * (len(ROWS) + 1) + "|"]
    for noise in NOISE:
        cells = [share([record for record in records if (record["noise"], record["rows"]) == (noise, rows)]) for rows in ROWS]
        lines.append(f"| {100 * noise:g} % | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    if sys.argv[1:2] == ["--solve"]:
        settings = json.loads(sys.argv[2])
        settings["without"] = tuple(settings["without"])
        print(json.dumps(solve(Settings(**settings), int(sys.argv[3]))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(HERE.parents[1] / ".build/release/kan"), help="the kan to run")
    parser.add_argument("--first", type=int, default=0, help="the number of the first law")
    parser.add_argument("--count", type=int, default=200, help="the number of laws")
    parser.add_argument("--step", type=int, default=1, help="1 for every law, 2 for every second one")
    parser.add_argument("--effort", choices=Settings.LIMITS, default="normal")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2, help="laws at the same time")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "results", help="the folder of the answers")
    options = parser.parse_args()
    settings = Settings(
        tool=os.path.abspath(options.tool), seed=options.seed, seeds=1, effort=options.effort, noise=0.0, irrelevant=0,
        units=False, without=(), threads=1, rows=None)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "calibration.jsonl"
    records = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    done = {record["number"] for record in records}
    writing = threading.Lock()

    def work(number):
        record = one(settings, number)
        if record:
            with writing:
                records.append(record)
                with open(path, "a") as file:
                    file.write(json.dumps(record) + "\n")

    numbers = range(options.first, options.first + options.count * options.step, options.step)
    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        list(pool.map(work, [number for number in numbers if number not in done]))
    print(table([record for record in records if record["number"] in numbers]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs `kan discover` on problems with known laws and judges the results.

    python run.py                                     all problems, two side by side
    python run.py --classes srsd-easy,srsd-medium     some classes; --problems ID,ID some problems
    python run.py --noise 0.01 | --irrelevant 3 | --units | --without METHOD | --seed 2 | --effort low
    python run.py --drawn 0-107                       laws drawn at random in the style of physics
    python run.py --campaign                          all runs that a report needs, one after the other (CAMPAIGN below)
    python run.py --compare results/*                 runs side by side
    python run.py --check                             applies the judge to the laws themselves
    python run.py --tables FOLDER --problems ID,ID    only write FOLDER/<problem>/train.csv, validation.csv, test.csv

Answers are added to OUT/answers.jsonl one by one, and OUT/table.md and table.json are kept up to date; the same command
continues an interrupted run.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

from recovery import report
from recovery.drawn import drawn
from recovery.judge import judge
from recovery.lookup import in_order
from recovery.problems import problems
from recovery.samples import TEST, TRAINING, VALIDATION, sample, training_rows, without_grids, write_csv
from recovery.settings import Settings

SRSD = ("srsd-easy", "srsd-medium", "srsd-hard")
# Every problem with two seeds; the physical ones with irrelevant columns, with noise, with units, and without each method.
CAMPAIGN = [
    {"seed": 1}, {"seed": 2},
    {"irrelevant": 3, "classes": SRSD}, {"noise": 0.01, "classes": SRSD},
    *({"without": tuple(methods.split(",")), "classes": SRSD} for methods in
      ("power-laws", "simple-forms,thorough-forms,noisy-forms", "factors,terms,pairs", "single-index,exponential-sums,angles",
       "networks,growth", "constants")),
    {"units": True, "classes": SRSD},
]

HERE = pathlib.Path(__file__).resolve().parent


def names(text):
    return tuple(name for name in text.split(",") if name)


def numbers(text):
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(HERE.parents[1] / ".build/release/kan"), help="the kan to run")
    parser.add_argument("--classes", type=names, default=(), help="such as srsd-easy,nguyen; all that have a law")
    parser.add_argument("--problems", type=names, default=(), help="names of problems")
    parser.add_argument("--drawn", type=numbers, metavar="FIRST-LAST", help="laws drawn at random, by their numbers; with --problems, some of these")
    parser.add_argument("--first", type=int, help="the maximum number of problems of each class")
    parser.add_argument("--noise", type=float, default=0.0, help="normal noise, as a fraction of the root mean square of y")
    parser.add_argument("--irrelevant", type=int, default=0, help="irrelevant columns to add")
    parser.add_argument("--units", action="store_true", help="give the tool the units of all columns")
    parser.add_argument("--without", type=names, default=(), help="methods of the search to switch off")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="the number of seeds that vote")
    parser.add_argument("--effort", choices=Settings.LIMITS, default="normal")
    parser.add_argument("--rows", type=int, help="the maximum number of rows of each table")
    parser.add_argument("--threads", type=int, default=1, help="threads of each process")
    parser.add_argument("--processes", type=int, default=2, help="problems at the same time")
    parser.add_argument("--minutes", type=float, help="start no further problem after this time")
    parser.add_argument("--campaign", action="store_true", help="a series of runs; their options replace these")
    parser.add_argument("--out", type=pathlib.Path, help="the folder of the answers; named after the options by default")
    parser.add_argument("--compare", nargs="+", metavar="FOLDER", help="print the rates of several runs")
    parser.add_argument("--tables", type=pathlib.Path, metavar="FOLDER", help="write the rows as CSV files, run nothing")
    parser.add_argument("--check", action="store_true", help="judge every law itself: all must be solved")
    return parser.parse_args()


def chosen(options):
    """The problems to run, in the order of the table."""
    if options.drawn:
        first, last = options.drawn
        laws = [drawn(number) for number in range(first, last + 1)]
        return [law for law in laws if not options.problems or law.id in options.problems]
    table = problems()
    for name in options.problems:
        if name not in table:
            raise SystemExit(f"no problem is called {name}")
    groups = {problem.group for problem in table.values()}
    for name in options.classes:
        if name not in groups:
            raise SystemExit(f"no class is called {name}; the classes are {', '.join(sorted(groups))}")
    found, counts = [], {}
    for problem in table.values():
        if problem.special and problem.id not in options.problems and problem.group not in options.classes:
            continue  # only their accuracy counts: Benchmarks/Accuracy
        if options.problems and problem.id not in options.problems:
            continue
        if options.classes and problem.group not in options.classes:
            continue
        counts[problem.group] = counts.get(problem.group, 0) + 1
        if not options.first or counts[problem.group] <= options.first:
            found.append(problem)
    return found


def one(settings, problem):
    """The record of one problem, computed in a separate process, so that a crash does not end the run."""
    words = [sys.executable, "-m", "recovery.solve", json.dumps(dataclasses.asdict(settings)), problem.id]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    try:
        done = subprocess.run(words, cwd=HERE, env=environment, capture_output=True, timeout=settings.limit + 180)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        print(f"{problem.id}: no answer was judged: {error}", file=sys.stderr, flush=True)
        if isinstance(error, json.JSONDecodeError):
            print(done.stderr.decode(errors="replace")[-2000:], file=sys.stderr, flush=True)
        return None


class WrongCommandLine(Exception):
    """The tool does not support an option of the run."""


def run(options, end):
    settings = Settings(
        tool=os.path.abspath(options.tool), seed=options.seed, seeds=options.seeds, effort=options.effort,
        noise=options.noise, irrelevant=options.irrelevant, units=options.units, without=options.without,
        threads=options.threads, rows=options.rows)
    if not os.access(settings.tool, os.X_OK):
        raise SystemExit(f"{settings.tool} is missing; build it: swift build -c release --product kan")
    out = options.out or HERE / "results" / settings.label
    out.mkdir(parents=True, exist_ok=True)
    settings.save(out)
    done = report.answers(out)
    waiting = [problem for problem in chosen(options) if problem.id not in done]
    print(f"{len(waiting)} problems remaining, {len(done)} done, in {out}", flush=True)
    writing = threading.Lock()

    def work(problem):
        if time.monotonic() > end:
            return
        record = one(settings, problem)
        if record is None:
            return
        if record["status"] == 64:
            raise WrongCommandLine(record.get("message", ""))
        with writing:
            with open(out / "answers.jsonl", "a") as file:
                file.write(json.dumps(record) + "\n")
            report.write(out)
            print(f"{record['problem']:24} {record['judge']['verdict']:14} said {record['said']:12}"
                  f" {record['seconds']:6.1f} s  {(record['formula'] or '')[:100]}", flush=True)

    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        futures = [pool.submit(work, problem) for problem in waiting]
        try:
            for future in futures:
                future.result()
        except (WrongCommandLine, KeyboardInterrupt):
            pool.shutdown(cancel_futures=True)
            raise
    report.write(out)
    found = report.answers(out)
    if found:
        print(report.rate_table([found[name] for name in in_order(found)]))


def check():
    """The judge must call every law itself solved."""
    from recovery.trees import pure
    wrong = [problem.id for problem in problems().values()
             if not problem.special and not judge(problem, pure(problem.formula))["solved"]]
    print(f"{len(problems())} problems, laws not recognised: {', '.join(wrong) or 'none'}")
    return 1 if wrong else 0


def write_tables(options):
    for problem in chosen(options):
        folder = options.tables / problem.id
        folder.mkdir(parents=True, exist_ok=True)
        changed = problem.with_irrelevant_columns(options.irrelevant)
        for part, name in ((TRAINING, "train"), (VALIDATION, "validation"), (TEST, "test")):
            rows = training_rows(changed, options.noise) if part == TRAINING else sample(
                without_grids(changed) if part == VALIDATION else changed, part, changed.rows[part])
            write_csv(folder / f"{name}.csv", *rows)


def main():
    options = arguments()
    if options.tables:
        write_tables(options)
        return 0
    if options.check:
        return check()
    if options.compare:
        print(report.side_by_side(options.compare))
        return 0
    end = time.monotonic() + 60 * options.minutes if options.minutes else float("inf")
    for changes in CAMPAIGN if options.campaign else [{}]:
        print(f"== {changes}" if changes else "", flush=True)
        try:
            run(argparse.Namespace(**(vars(options) | changes)), end)
        except WrongCommandLine as error:
            print(f"the tool refused: {error}", file=sys.stderr)
            if not options.campaign:
                return 64
    return 0


if __name__ == "__main__":
    sys.exit(main())

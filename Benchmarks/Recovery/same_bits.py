#!/usr/bin/env python3
"""Checks that a search gives the same result with any number of threads and under load.

    python run.py --tables noisy --drawn 220-239 --noise 0.02
    python same_bits.py kan noisy [--effort low] [--busy 4]

Each table is searched with one thread, with 2, 3 and 8, and with one thread while other processes keep the cores busy. The output of
--json must be identical, except for the time and the number of threads. Prints one line per table
and exits with 1 if any differ.
"""
import argparse
import json
import multiprocessing
import pathlib
import subprocess
import sys

THREADS = (1, 2, 3, 8)


def without_moment(value):
    """What does not depend on when and with how many threads it ran."""
    if isinstance(value, dict):
        return {name: without_moment(part) for name, part in value.items() if name not in ("seconds", "threads")}
    return [without_moment(part) for part in value] if isinstance(value, list) else value


def search(tool, table, effort, threads):
    target = table.open().readline().strip().split(",")[-1]
    outcome = subprocess.run(
        [tool, "discover", table, "--target", target, "--effort", effort, "--threads", str(threads), "--json"],
        capture_output=True, text=True)
    if outcome.returncode not in (0, 3):
        sys.exit(f"{table}: {outcome.stderr.strip()}")
    return without_moment(json.loads(outcome.stdout))


def burn():
    while True:
        sum(range(1000))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--busy", type=int, default=4, help="busy processes in the last run of a table")
    options = parser.parse_args()
    different = 0
    tables = sorted(options.tables.glob("*/train.csv"))
    for table in tables:
        runs = {f"{n} threads": search(options.tool, table, options.effort, n) for n in THREADS}
        busy = [multiprocessing.Process(target=burn, daemon=True) for _ in range(options.busy)]
        for process in busy:
            process.start()
        runs[f"with {options.busy} busy processes"] = search(options.tool, table, options.effort, 1)
        for process in busy:
            process.terminate()
        first = runs[f"{THREADS[0]} threads"]
        others = [name for name, result in runs.items() if result != first]
        different += bool(others)
        formula = (first.get("formula") or {}).get("text")
        print(f"{table.parent.name:20} {'same' if not others else 'DIFFERS: ' + ', '.join(others)}  {formula}", flush=True)
    print(f"{len(tables)} tables, {len(tables) * (len(THREADS) + 1)} searches, {different} different")
    return 1 if different or not tables else 0


if __name__ == "__main__":
    sys.exit(main())

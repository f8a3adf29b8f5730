#!/usr/bin/env python3
"""How much depends on the seed: whether another seed would have given a law with a clearly shorter description.

    python restarts.py                           60 laws of calibration.py, three seeds each
    python restarts.py --count 20 --seeds 5 --effort low
    python restarts.py --out FOLDER              answers go to FOLDER/restarts.jsonl; the same command continues there

The tables are those of `calibration.py` (noise of 1, 3 and 10 %; 30, 100 and 1,000 rows), the same for every seed. The seed determines the
validation rows, the initial networks, and how ties are broken. For every law, the description lengths of the choices of all seeds are compared: the nats
to encode the law and all rows (`search.choice.wholeLength`). A run is *beaten* if another seed's law is shorter by more than 5 nats; at
most one run in twenty should be. Runs that chose no law are counted separately.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import threading

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from calibration import HERE, searched, setting
from recovery.settings import Settings

CLEARLY = 5.0  # nats


def solve(settings, number, seed):
    """The result of one seed for one law."""
    noise, rows = setting(number)
    _, record, account = searched(dataclasses.replace(settings, seed=seed), number)
    search = account.get("search") or {}
    return {"number": number, "seed": seed, "noise": noise, "rows": rows, "seconds": record["seconds"], "verdict": search.get("verdict", "none"),
            "formula": (account.get("formula") or {}).get("text"), "length": (search.get("choice") or {}).get("wholeLength")}


def beaten(records):
    """The runs of one law, shortest first, each with its excess over the shortest."""
    known = sorted((record for record in records if record["length"] is not None), key=lambda record: record["length"])
    return [(record["length"] - known[0]["length"], record) for record in known]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(HERE.parents[1] / ".build/release/kan"), help="the kan to run")
    parser.add_argument("--first", type=int, default=0, help="the number of the first law")
    parser.add_argument("--count", type=int, default=60, help="the number of laws")
    parser.add_argument("--seeds", type=int, default=3, help="seeds per law")
    parser.add_argument("--effort", choices=Settings.LIMITS, default="normal")
    parser.add_argument("--processes", type=int, default=2, help="runs at the same time")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "results", help="the folder of the answers")
    options = parser.parse_args()
    settings = Settings(
        tool=os.path.abspath(options.tool), seed=1, seeds=1, effort=options.effort, noise=0.0, irrelevant=0,
        units=False, without=(), threads=1, rows=None)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "restarts.jsonl"
    records = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    done = {(record["number"], record["seed"]) for record in records}
    writing = threading.Lock()

    def work(task):
        record = solve(settings, *task)
        with writing:
            records.append(record)
            with open(path, "a") as file:
                file.write(json.dumps(record) + "\n")

    tasks = [(number, seed) for number in range(options.first, options.first + options.count) for seed in range(1, options.seeds + 1)]
    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        list(pool.map(work, [task for task in tasks if task not in done]))

    rows = {"withinNoise": [0, 0], "others": [0, 0]}
    for number in range(options.first, options.first + options.count):
        own = [record for record in records if record["number"] == number and record["seed"] <= options.seeds]
        for less, record in beaten(own):
            count = rows["withinNoise" if record["verdict"] in ("withinNoise", "exact") else "others"]
            count[1] += 1
            if less > CLEARLY:
                count[0] += 1
                print(f"{number} seed {record['seed']} ({record['noise']:g}, {record['rows']} rows, {record['verdict']}): "
                      f"longer by {less:.1f} nats: {record['formula']}")
    for name, (lost, runs) in rows.items():
        print(f"{name}: {lost} of {runs} runs are beaten by another seed by more than {CLEARLY:g} nats ({100 * lost / max(runs, 1):.0f} %)")
    without = sum(record["length"] is None for record in records)
    print(f"{without} runs chose no law")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Which of the laws that a run with noise missed its rows could have distinguished from the answer.

    python missed.py FOLDER        a folder that `run.py --noise … --out FOLDER` filled

The law itself and the answer are compared on the noisy rows that the tool was given: `lead` is the logarithm of the odds, in nats, by which
the rows favour the law, n/2·log(Σ residual² of the answer/Σ residual² of the law), after the answer has paid log(n)/2 for each fitted constant.
With a lead of less than 5 nats, or one below the cost of the law's longer text, the rows do not distinguish the law from the answer.
"""

import argparse
import json
import math
import pathlib

import numpy as np

from recovery.formulas import compiled, parse
from recovery.lookup import problem
from recovery.report import answers
from recovery.samples import training_rows, truth


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    noise = json.loads((folder / "settings.json").read_text())["noise"]
    told = alike = 0
    for name, record in answers(folder).items():
        if record["judge"].get("solved"):
            continue
        law = problem(name)
        lead, cost = lead_of(law, record, noise)
        could = lead > max(5.0, cost)
        told, alike = told + could, alike + (not could)
        print(f"{name:16} {'distinguishable' if could else 'indistinguishable':17} lead {lead:10.1f} nats, longer by {cost:5.1f}  "
              f"{law.formula[:60]:60}  {(record['formula'] or 'nothing')[:60]}")
    print(f"missed: {told + alike}; these rows could distinguish {told} of them from the answer, and {alike} not")


def lead_of(law, record, noise):
    """The lead of the law over the answer in nats, and the cost of its longer text at log(8) nats per node."""
    X, y = training_rows(law, noise)
    left = np.sum((y - truth(law, X)) ** 2)
    constants, size = 0, 1
    if record["formula"]:
        with np.errstate(all="ignore"):
            answer = compiled(parse(record["formula"], {f"x{i}" for i in range(X.shape[1])}))(X)
        constants, size = record["judge"].get("constants") or 0, record["judge"].get("complexity") or 1
    else:
        answer = np.full(len(y), y.mean())
        constants = 1
    other = np.sum((y - answer) ** 2)
    lead = len(y) / 2 * math.log(other / left) if np.isfinite(other) else math.inf
    lead += constants * math.log(len(y)) / 2
    return lead, math.log(8) * max(0, (record["judge"].get("complexity_of_truth") or size) - size)


if __name__ == "__main__":
    main()

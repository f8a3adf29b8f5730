#!/usr/bin/env python3
"""Ten trained perceptrons and their formulas: by SwiftKAN's `distil`, pykan's `auto_symbolic` and gplearn.

    python run.py                        all ten, into results/; finished runs are not repeated
    python run.py --only 'gravity|mass'  some of them
    python run.py --methods swiftkan     one method

It needs `pip install -r requirements.txt` and the wheel of SwiftKAN. One thread; every method runs in a separate process. pykan and gplearn
start nothing that would not end within `--limit` seconds of processor time; `--effort` limits the work of `distil`. pykan and gplearn learn from 1,000 points at which the network was evaluated;
`distil` chooses its points itself (up to 1,500). Errors are root mean squares over 1,000 other points, divided by the standard
deviation of the law.

Users who distil a network know its error on the data that it was trained on. A formula that follows the network more closely than
that describes the network's own errors; the table therefore shows, for each method, the simplest formula that is nearer to the network than
the network is to the law, or the nearest one if there is none. `distil` does not know this error and takes the knee of its table;
`results/` has all candidates of all methods, with the choice marked.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time
from typing import Optional

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from laws import LAWS

HERE = pathlib.Path(__file__).resolve().parent
TEST_POINTS = 1000
#: Seeds of the points: of training, of the points that peers learn from, of the test.
TRAINING_SEED, ASKED_SEED, TEST_SEED = 1, 2, 3
#: A method that takes longer than this multiple of its time limit (wall clock) is stopped and has no formula.
PATIENCE = 4
#: The table shows formulas up to this number of nodes, and the number of nodes of longer ones; `results/` has them all.
SHORT = 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--methods", default="swiftkan,pykan,gplearn")
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "results")
    parser.add_argument("--child", nargs=2, metavar=("LAW", "METHOD"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        distilled(int(options.child[0]), options.child[1], options)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    for number, law in enumerate(LAWS):
        if re.search(options.only, law.name):
            for method in options.methods.split(","):
                if not answer_path(options, number, method).exists():
                    start(number, method, options)
    print("\n".join(table(options)))


def answer_path(options: argparse.Namespace, number: int, method: str) -> pathlib.Path:
    return options.out / f"{number}-{method}.json"


def start(number: int, method: str, options: argparse.Namespace) -> None:
    """Runs one method on one law in a separate process, and keeps its output."""
    command = [sys.executable, "-W", "ignore", __file__, "--child", str(number), method]
    log = answer_path(options, number, method).with_suffix(".log")
    print(f"{LAWS[number].name}: {method}", file=sys.stderr, flush=True)
    with open(log, "w") as file:
        try:
            subprocess.run([*command, f"--limit={options.limit}", f"--effort={options.effort}", f"--out={options.out}"],
                           stdout=file, stderr=file, timeout=PATIENCE * options.limit, check=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            reason = "took too long" if isinstance(error, subprocess.TimeoutExpired) else f"failed; see {log.name}"
            answer_path(options, number, method).write_text(json.dumps({"failure": reason}))


def distilled(number: int, method: str, options: argparse.Namespace) -> None:
    """The child: evaluates the law's network, which the first child of the law trains, and judges the answers."""
    import torch
    from methods import METHODS, POINTS
    from networks import asked, drawn, trained

    torch.set_num_threads(1)
    law, path = LAWS[number], options.out / f"{number}.pt"
    if not path.exists():
        begun = time.perf_counter()
        network = trained(law, TRAINING_SEED)
        torch.save(network, path)
        print(f"trained in {time.perf_counter() - begun:.1f} s")
    network = torch.load(path, weights_only=False)
    test, rows = drawn(law, TEST_POINTS, TEST_SEED), drawn(law, POINTS, ASKED_SEED)
    truth, said = law(test), asked(network, test)
    scale = truth.std()

    def error(values: np.ndarray, reference: np.ndarray) -> float:
        return float(np.sqrt(np.mean((values - reference) ** 2)) / scale)

    begun, busy = time.perf_counter(), processor_time()
    candidates = METHODS[method](law, network, (rows, asked(network, rows)), test, options)
    seconds, busy = time.perf_counter() - begun, processor_time() - busy
    for candidate in candidates:
        values = np.asarray(candidate.pop("values"), dtype=float)
        candidate["to_network"], candidate["to_law"] = error(values, said), error(values, truth)
        candidate["largest"] = float(np.abs(values - said).max() / scale)
        for name in ("bound", "largestSeen"):
            if (candidate.get("proof") or {}).get(name) is not None:
                candidate["proof"][name] /= scale
    answer = {"network_error": error(said, truth), "seconds": seconds, "processor_seconds": busy, "candidates": candidates}
    answer_path(options, number, method).write_text(json.dumps(answer, indent=1))


def processor_time() -> float:
    """The processor time of this process and its children so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def best(answer: dict) -> Optional[dict]:
    """The simplest candidate that is nearer to the network than the network is to the law, else the nearest."""
    finite = [c for c in answer.get("candidates", []) if np.isfinite(c["to_network"])]
    if not finite:
        return None
    # To two digits, as in the table, because the law itself is exactly as far from the network as the network is from the law.
    near = [c for c in finite if c["to_network"] <= 1.005 * answer["network_error"]]
    return min(near, key=lambda c: c["nodes"]) if near else min(finite, key=lambda c: c["to_network"])


def table(options: argparse.Namespace) -> list[str]:
    """The results in Markdown: for each method the nodes of its formula, its distance to the network and to the law, and processor time;
    for `distil` also the largest distance seen and the proven bound."""
    methods = options.methods.split(",")
    proves = {method: " largest seen | proven |" if method == "swiftkan" else "" for method in methods}
    titles = "".join(f" {method} | to network |{proves[method]} to law | s |" for method in methods)
    lines = [f"| law | inputs | network to law |{titles}", "|---" * titles.count("|") + "|---|---|---|"]
    for number, law in enumerate(LAWS):
        cells, network = "", ""
        for method in methods:
            path = answer_path(options, number, method)
            answer = json.loads(path.read_text()) if path.exists() else {"failure": "not run"}
            if "failure" not in answer:
                network = f"{answer['network_error']:.1e}"
            one = best(answer)
            if one is None:
                cells += f" {answer.get('failure', 'no formula')} | | | |" + " |" * proves[method].count("|")
                continue
            text = f"`{one['formula']}`" if one["nodes"] <= SHORT else f"{one['nodes']} nodes"
            cells += f" {text} | {one['to_network']:.1e} |{proof_cells(one) if proves[method] else ''}"
            cells += f" {one['to_law']:.1e} | {answer['processor_seconds']:.0f} |"
        lines.append(f"| {law.name}: `{law.text}` | {len(law.box)} | {network} |{cells}")
    return lines


def proof_cells(candidate: dict) -> str:
    """The largest distance seen and the proven bound for the formula that `distil` chose, for up to four inputs."""
    proof = candidate.get("proof") or {}
    seen = max(candidate["largest"], proof.get("largestSeen") or 0)
    if proof.get("bound") is None:
        return f" {seen:.1e} | sampled, not proven |"
    return f" {seen:.1e} | {proof['bound']:.1e}{'' if proof['isTight'] else ', loose'} |"


if __name__ == "__main__":
    main()

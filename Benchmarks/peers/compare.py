"""Runs SwiftKAN and its peers alternately on the same arrays and prints ratios.

    python compare.py KAN_BENCHMARKS [--efficient-kan PATH] [--threads N] [--only NAME,…] [--out NAME]

KAN_BENCHMARKS is the release executable. Each round times the steps of one side and then of the other for the same time, so
that other load slows both; ratios are those of medians over all rounds, and those of minima are also given. Each case of each
peer runs in a separate process, because compilers that give up after some shapes would otherwise slow the later ones.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("--efficient-kan")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--only")
parser.add_argument("--cases")
parser.add_argument("--out", default="peers")
arguments = parser.parse_args()

# name: shape, rows, G, k, precision, peers
WIDE = ["flashkan", "inkan", "efficient-kan", "pykan", "jaxKAN", "MLP"]
CASES = {
    "wide": ([43, 64, 1], 1024, 5, 3, "float", WIDE),
    "wide, G 50": ([43, 64, 1], 1024, 50, 3, "float", ["flashkan", "inkan", "efficient-kan"]),
    "[2,5,1], 1000": ([2, 5, 1], 1000, 5, 3, "double", ["flashkan", "inkan", "efficient-kan", "pykan"]),
    "[4,9,9,1], 1000": ([4, 9, 9, 1], 1000, 5, 3, "double", ["flashkan", "pykan"]),
    "[2,5,1], 100000": ([2, 5, 1], 100_000, 5, 3, "double", ["flashkan"]),
    "[4,9,9,1], 100000": ([4, 9, 9, 1], 100_000, 5, 3, "double", ["flashkan"]),
}
# Whole searches of pykan, compared with ours.
SEARCHES = ["one edge, whole library", "exp(sin(πx) + y²)"]
SECONDS_A_TURN = 0.4
HEADER = ("| case | peer | SwiftKAN ms | peer ms | ratio | of minima | same function to |\n"
          "|---|---|---|---|---|---|---|")


def row(r):
    same = "" if r["same_function_to"] is None else f"{r['same_function_to']:.0e}"
    return (f"| {r['case']} | {r['peer']} | {r['swiftkan_ms']:.3g} | {r['peer_ms']:.3g} | {r['ratio']:.1f} "
            f"| {r['ratio_of_minima']:.1f} | {same} |")


def write(results):
    with open(f"{arguments.out}.md", "w") as file:
        file.write("\n".join([HEADER] + [row(r) for r in results]) + "\n")
    with open(f"{arguments.out}.json", "w") as file:
        json.dump(results, file, indent=2)


if not arguments.only:
    print(HEADER, flush=True)
    merged = []
    for name, rivals in [*((name, case[-1]) for name, case in CASES.items()), *((name, ["pykan"]) for name in SEARCHES)]:
        for rival in rivals:
            with tempfile.TemporaryDirectory() as folder:
                part = f"{folder}/part"
                subprocess.run(
                    [sys.executable, *sys.argv, "--only", rival, "--cases", name, "--out", part],
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if os.path.exists(f"{part}.json"):
                    with open(f"{part}.json") as file:
                        merged += json.load(file)
                    print(row(merged[-1]) if merged else "", flush=True)
                else:
                    print(f"{name}: {rival} left out; use --only {rival} to see why", file=sys.stderr)
    write(merged)
    sys.exit()

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(arguments.threads)
if arguments.threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
if arguments.efficient_kan:
    sys.path.insert(0, os.path.join(arguments.efficient_kan, "src"))

import numpy as np
import torch

import peers

torch.set_num_threads(arguments.threads)


class Swift:
    """The SwiftKAN process."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [arguments.executable, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder = folder

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def load(self, shape, G, k, precision):
        answer = self.ask(
            f"load {self.folder} {','.join(map(str, shape))} {G} {k} {precision} {arguments.threads}")
        assert answer == "ready", answer

    def steps(self, count):
        return [float(t) for t in self.ask(f"step {count}").split()]


def export(peer, folder):
    """Parameters for SwiftKAN to import, if the peer has the same model class."""
    for l in range(8):
        for kind in ("spline", "base"):
            path = f"{folder}/{kind}{l}.npy"
            if os.path.exists(path):
                os.remove(path)
    for l, layer in enumerate(peer.layers or []):
        splines, base = peers.splines_of(layer)
        np.save(f"{folder}/spline{l}.npy", splines)
        np.save(f"{folder}/base{l}.npy", base)


def compare(name, shape, rows, G, k, precision, rivals, swift):
    generator = np.random.default_rng(1)
    dtype = np.float32 if precision == "float" else np.float64
    x = generator.uniform(-1, 1, (rows, shape[0])).astype(dtype)
    y = generator.normal(size=(rows, shape[-1])).astype(dtype)
    np.save(f"{swift.folder}/x.npy", x)
    np.save(f"{swift.folder}/y.npy", y)
    for rival in rivals:
        if arguments.only and rival not in arguments.only.split(","):
            continue
        try:
            peer = peers.ALL[rival](shape, G, k, torch.from_numpy(x), torch.from_numpy(y))
        except ImportError as problem:
            print(f"{name}: {rival} left out: {problem}", file=sys.stderr)
            continue
        export(peer, swift.folder)
        swift.load(shape, G, k, precision)
        difference = None
        if peer.layers:
            with torch.no_grad():
                theirs = peer.predict(torch.from_numpy(x))[:, 0].double().numpy()
            ours = np.loadtxt(f"{swift.folder}/predictions.csv")
            difference = float(np.abs(theirs - ours).max() / np.abs(theirs).max())
        for _ in range(3):
            peer.step()
        # Turns of equal length: a process that has just been idle is slow for a while.
        count = max(20, min(4000, int(SECONDS_A_TURN / statistics.median(swift.steps(20)))))
        own, their = [], []
        for _ in range(5):
            own += swift.steps(count)
            their += peers.timed(peer.step, SECONDS_A_TURN, 4)
        yield {
            "case": name, "shape": shape, "rows": rows, "G": G, "k": k, "precision": precision,
            "threads": arguments.threads, "peer": rival, "repetitions": [len(own), len(their)],
            "swiftkan_ms": 1e3 * statistics.median(own), "peer_ms": 1e3 * statistics.median(their),
            "ratio": statistics.median(their) / statistics.median(own), "ratio_of_minima": min(their) / min(own),
            "same_function_to": difference,
        }


def search(name, swift):
    """A single run of pykan, which takes minutes, and the same work by SwiftKAN; both without imports."""
    if name == SEARCHES[0]:
        before = swift.ask("edge").split(" ", 2)
        their, found = peers.timed_suggestion()
        after = swift.ask("edge").split(" ", 2)
        own = (float(before[0]) + float(after[0])) / 2
        note = f"found {before[2]}, pykan {found}"
    else:
        seconds, rmse, intervals = swift.ask("law 1e-9").split()
        own = float(seconds)
        their, loss = peers.timed_lbfgs_step(int(intervals))
        note = f"RMSE {float(rmse):.1e} at G {intervals}; pykan: one L-BFGS step at that G, RMSE {loss:.1e}"
    return {
        "case": f"{name}: {note}", "precision": "double", "threads": arguments.threads, "peer": "pykan",
        "repetitions": [1, 1], "swiftkan_ms": 1e3 * own, "peer_ms": 1e3 * their, "ratio": their / own,
        "ratio_of_minima": their / own, "same_function_to": None,
    }


with tempfile.TemporaryDirectory() as folder:
    swift = Swift(folder)
    results = []
    for name, case in CASES.items():
        if arguments.cases and name != arguments.cases:
            continue
        for result in compare(name, *case, swift):
            results.append(result)
            print(row(result), flush=True)
    for name in SEARCHES:
        if not arguments.cases or name == arguments.cases:
            results.append(search(name, swift))
            print(row(results[-1]), flush=True)
write(results)

"""Training time and memory of the studies' models, compared with PyTorch and efficient-kan on the same bundled events.

    python compare.py .build/release/hep [--efficient-kan CHECKOUT] [--threads 1 2] [--epochs 5] [--rounds 3] [--out FILE]

Needs numpy and torch. Every model trains in a process of its own, so that the peak of the memory is its own; the programs
take turns round by round and the median counts; on a busy machine processor seconds say more than the clock. Both sides take the same batches of 512, the same optimiser (AdamW), and
look at the validation events once an epoch.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = {
    "qcd-mlp": ("qcd", "MLP 2×100"),
    "qcd-kan": ("qcd", "KAN [43,64,1], G 5"),
    "dark-matter-mlp": ("dark-matter", "MLP 3×500"),
    "dark-matter-kan": ("dark-matter", "KAN [.,40,40,8], G 5"),
}
TARGETS = "nu_px nu_py nu_pz nu_e phi_px phi_py phi_pz phi_e".split()
NOT_INPUTS = {"label", "weight_pb", "process", "split", "group", "m_phi", *TARGETS}


def torch_worker(model, epochs, threads, checkout):
    """Trains one model with PyTorch and prints what it cost."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    import resource
    import time

    import numpy as np
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    sample = MODELS[model][0]
    table = np.load(os.path.join(HERE, "Sources", "hep", "Resources", sample + ".npz"))
    names = [n for n in table.files if n not in NOT_INPUTS]
    x = np.stack([table[n].astype(np.float32) for n in names], 1)
    y = np.stack([table[n].astype(np.float32) for n in (["label"] if sample == "qcd" else TARGETS)], 1)
    split = table["split"]
    mean, deviation = x[split == 0].mean(0), x[split == 0].std(0)
    x = np.clip((x - mean) / deviation, -5, 5)
    if sample != "qcd":
        y = (y - y[split == 0].mean(0)) / y[split == 0].std(0)
    x, y, xv, yv = map(torch.tensor, (x[split == 0], y[split == 0], x[split == 1], y[split == 1]))

    def dense(widths, dropout):
        layers = []
        for a, b in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(a, b), torch.nn.LeakyReLU()]
            layers += [torch.nn.Dropout(dropout)] if dropout else []
        return torch.nn.Sequential(*layers[: -2 if dropout else -1])

    inputs, outputs = x.shape[1], y.shape[1]
    if model.endswith("mlp"):
        widths = [inputs, 100, 100, 1] if sample == "qcd" else [inputs, 500, 500, 500, outputs]
        network = dense(widths, 0.3 if sample == "qcd" else 0)
    else:
        sys.path.insert(0, os.path.join(checkout, "src"))
        from efficient_kan import KAN

        widths = [inputs, 64, 1] if sample == "qcd" else [inputs, 40, 40, outputs]
        network = KAN(widths, grid_size=5, spline_order=3, grid_range=[-3, 3])
    loss = torch.nn.BCEWithLogitsLoss() if sample == "qcd" else torch.nn.L1Loss()
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    start, processor = time.perf_counter(), time.process_time()
    for _ in range(epochs):
        network.train()
        for rows in torch.randperm(len(x)).split(512):
            optimizer.zero_grad(set_to_none=True)
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()
        network.eval()
        with torch.no_grad():
            float(loss(network(xv), yv))
    print(
        json.dumps(
            {
                "parameters": sum(p.numel() for p in network.parameters()),
                "secondsPerEpoch": (time.perf_counter() - start) / epochs,
                "processorSecondsPerEpoch": (time.process_time() - processor) / epochs,
                "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e3 if sys.platform != "darwin" else 1e6),
            }
        )
    )


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hep")
    parser.add_argument("--efficient-kan")
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--models", nargs="+", default=list(MODELS))
    parser.add_argument("--out")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return torch_worker(options.worker, options.epochs, options.threads[0], options.efficient_kan)
    rows = []
    for threads in options.threads:
        for model in options.models:
            commands = {"SwiftKAN": [options.hep, "time", model, "--epochs", str(options.epochs), "--threads", str(threads)]}
            if model.endswith("mlp") or options.efficient_kan:
                other = "PyTorch" if model.endswith("mlp") else "efficient-kan"
                commands[other] = [sys.executable, "-W", "ignore", __file__, "-", "--worker", model]
                commands[other] += ["--epochs", str(options.epochs), "--threads", str(threads)]
                commands[other] += ["--efficient-kan", options.efficient_kan or ""]
            results = {name: [] for name in commands}
            for _ in range(options.rounds):
                for name, command in commands.items():
                    results[name].append(run(command))
            first = None
            for name, measured in results.items():
                row = {key: statistics.median(m[key] for m in measured) for key in measured[0] if key not in ("model", "threads", "epochs")}
                first = first or row
                row |= {
                    "model": MODELS[model][1], "program": name, "threads": threads,
                    "ratio": row["secondsPerEpoch"] / first["secondsPerEpoch"],
                    "processorRatio": row["processorSecondsPerEpoch"] / first["processorSecondsPerEpoch"],
                }
                rows.append(row)
                print(
                    f"{threads} threads  {MODELS[model][1]:22} {name:14} {row['secondsPerEpoch']:8.3f} s an epoch"
                    f"  {row['processorSecondsPerEpoch']:8.3f} CPU s  {row['peakMegabytes']:7.0f} MB"
                    f"  × {row['ratio']:.2f} ({row['processorRatio']:.2f} by CPU)",
                    flush=True,
                )
    if options.out:
        with open(options.out, "w") as file:
            json.dump(rows, file, indent=1)


main()

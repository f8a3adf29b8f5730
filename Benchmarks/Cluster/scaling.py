#!/usr/bin/env python3
"""Weak scaling of `mpirun kan train` at one and two ranks, and a model of it up to a thousand.

    ./scaling.py KAN        a kan that was built with the trait MPI

Measures the time of a step of each optimiser with the same number of rows per rank, the messages of a run as Open MPI counts them, and latency and
bandwidth between two ranks. The model adds to the time of a step on one rank the messages of a tree up and of a tree down,
2·⌈log₂ N⌉·(latency + bytes/bandwidth) for each sum, and the addition of each of the ⌈log₂ N⌉ vectors that arrive.
"""
import array
import math
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
KAN = pathlib.Path(sys.argv[1]).resolve()
MPIRUN = ["mpirun", "--bind-to", "none", "--oversubscribe"] + (["--allow-run-as-root"] if os.getuid() == 0 else [])
COLUMNS = 8
LOOKS = 5
# The network assumed between machines: HDR InfiniBand, up to 200 Gbit/s and less than 0.6 microseconds (NVIDIA's user manual of ConnectX-6);
# with switches and the MPI software, two microseconds and 20 of the 25 GB/s are assumed.
LATENCY, BANDWIDTH = 2e-6, 20e9
# name, rows per rank, options, steps of the short and of the long run
WAYS = [
    ("adam", 100_000, "--shape 8,32,1 --optimizer adam --batch {batch}", 200, 600),
    ("lbfgs", 100_000, "--shape 8,32,1 --optimizer lbfgs --penalty ridge:1e-9", 10, 40),
    ("lm", 20_000, "--shape 8,8,1 --optimizer lm", 3, 12),
]
BATCH = 512


def write_table(path, rows):
    source = random.Random(1)
    numbers = array.array("d")
    for _ in range(rows):
        x = [source.uniform(-1, 1) for _ in range(COLUMNS)]
        numbers.extend(x)
        numbers.append(math.sin(3 * x[0] * x[1]) + x[2] ** 2 * x[3] + abs(x[4]) + 0.1 * source.gauss(0, 1))
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {COLUMNS + 1}), }}"
    header += " " * (117 - len(header)) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode())
        numbers.tofile(file)


def run(folder, ranks, rows, options, steps, launch=()):
    command = [*MPIRUN, *launch, "-n", str(ranks), str(KAN), "train", str(folder / f"{rows}.npy"),
               "--target", f"x{COLUMNS + 1}", *options.format(batch=BATCH * ranks).split(), "--validation", "0",
               "--steps", str(steps), "--threads", "1", "--quiet", "-o", str(folder / "m.kan")]
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - begin, done.stdout + done.stderr


def messages(text):
    """Numbers and bytes of messages that each pair of ranks exchanged, from the monitoring component of Open MPI."""
    found = re.findall(r"^E\t(\d+)\t(\d+)\t(\d+) bytes\t(\d+) msgs", text, re.M)
    return sum(int(f[3]) for f in found), sum(int(f[2]) for f in found)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["mpicc", "-O2", str(HERE / "pingpong.c"), "-o", str(folder / "pingpong")], check=True)
        lines = subprocess.run([*MPIRUN, "-n", "2", str(folder / "pingpong")], capture_output=True, text=True, check=True).stdout
        print("bytes of a message and microseconds from rank to rank here")
        for line in lines.splitlines():
            size, seconds = line.split()
            print(f"  {size:>9} {1e6 * float(seconds):10.2f}")
        for rows in sorted({rows * ranks for _, rows, *_ in WAYS for ranks in (1, 2)}):
            write_table(folder / f"{rows}.npy", rows)

        results = []
        for name, rows, options, short, long in WAYS:
            steps, ratios = {1: [], 2: []}, []
            for _ in range(LOOKS):
                for ranks in (1, 2):
                    seconds = run(folder, ranks, rows * ranks, options, long)[0] - run(folder, ranks, rows * ranks, options, short)[0]
                    steps[ranks].append(seconds / (long - short))
                ratios.append(steps[2][-1] / steps[1][-1])
            watch = ("--mca", "pml_monitoring_enable", "2", "--mca", "pml_monitoring_enable_output", "1")
            counts = [messages(run(folder, 2, 2 * rows, options, steps_, watch)[1]) for steps_ in (short, long)]
            count, size = ((counts[1][n] - counts[0][n]) / (long - short) for n in (0, 1))
            one, two = statistics.median(steps[1]), statistics.median(steps[2])
            results.append((name, rows, one, two, statistics.median(ratios), count, size))
            print(f"{name}: {rows} rows per rank; a step takes {1e3 * one:.3f} ms on one rank, {1e3 * two:.3f} ms on two, ratio of pairs "
                  f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); {count:.2f} messages a step, {size:.0f} bytes")

        print("\nmodel: efficiency with the rows of a rank, by ranks")
        for name, _, one, _, _, count, size in results:
            # Two ranks exchange two messages for a sum.
            sums, bytes_of_sum = count / 2, size / count if count else 0
            row = []
            for ranks in (2, 10, 100, 1000):
                levels = math.ceil(math.log2(ranks))
                addition = levels * bytes_of_sum / 4e9
                wait = sums * (2 * levels * (LATENCY + bytes_of_sum / BANDWIDTH) + addition)
                row.append(f"{ranks}: {one / (one + wait):.3f}")
            print(f"  {name}: " + ", ".join(row))


main()

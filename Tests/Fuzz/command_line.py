#!/usr/bin/env python3
"""Calls the tool with random command lines for the given number of seconds.

    command_line.py KAN SECONDS [SEED]

Words of real command lines are dropped, duplicated, swapped, and given values from the ends of every range. In every case the
tool must end within half a minute with an exit code that its help lists, print one sentence if that is not 0, and never trap.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

kan, seconds = pathlib.Path(sys.argv[1]).resolve(), float(sys.argv[2])
source = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
folder = pathlib.Path(tempfile.mkdtemp(prefix="kan-lines-"))
rows = "".join(f"{x / 10},{(x * 7 % 13) / 10},{x / 10 * (x * 7 % 13) / 10}\n" for x in range(40))
(folder / "t.csv").write_text("x,y,z\n" + rows)
(folder / "lib.json").write_text('{"symbols": [{"name": "cube", "expression": "x^3"}]}')


def run(words, timeout=30):
    return subprocess.run([kan, *words], cwd=folder, capture_output=True, timeout=timeout)


for line in ["train t.csv --target z --shape 2,2,1 --steps 2 -o m.kan", "theory 2*x*y --target z -o s.kan"]:
    assert run(line.split()).returncode == 0, line
LINES = [line.split() for line in [
    "train t.csv --target z --shape 2,2,1 --steps 2 -o o.kan --threads 1", "evaluate m.kan t.csv", "inspect m.kan",
    "train t.csv --target z --shape 2,1+1,1 --steps 2 --grid 4 --order 2 --penalty sparsity:0.1 --refine 5,8 --optimizer adam -o o.kan",
    "prune m.kan t.csv --tolerance 0.1 -o o.kan", "suggest m.kan t.csv --edge 0,1,0 --top 3 --library lib.json",
    "fix m.kan --edge 0,1,0 --function sin --limit 0.5 -o o.kan", "functions --library lib.json", "formula s.kan --format python --digits 4",
    "theory x*y+sin(x) --ranges x=0:1,y=-2:2 --constant g=9.8 -o o.kan", "plot s.kan t.csv --show residuals -o o.svg",
    "export m.kan --to json -o o.json", "formula s.kan --constants csv", "report s.kan t.csv --units x=m,y=s -o r",
    "notebook s.kan t.csv -o o.ipynb", "difference s.kan", "certify s.kan --operations 1000", "import m.kan -o o.kan",
    "discover t.csv --target z --effort low --seeds 1 --without networks --units x=m,y=s,z=m*s",
    "train t.csv --target z --resume m.kan -o o.kan",
]]
VALUES = ["", "-1", "0", "1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e-320",
          "nan", "inf", "-inf", "0x10", "1,1", "0,0,0", "2,2,1,", ",", "x=", "=", "x=0:0", "x=-1e308:1e308", "x=1:0", "…", "\u202e",
          "a" * 5000, "2," * 2000 + "1", "/dev/null", ".", "..", "t.csv", "m.kan", "/", "(" * 500, "-", "--", "sin(", "x^x^x^x^x", "1/0"]
EXPECTED = {0, 2, 3, 4, 64}


def mutated():
    words = list(source.choice(LINES))
    for _ in range(source.randint(1, 3)):
        place = source.randrange(1, len(words) + 1)
        kind = source.random()
        if kind < 0.4 and place < len(words):
            words[place] = source.choice(VALUES)
        elif kind < 0.5 and place < len(words) and words[place - 1].startswith("--"):
            # A value may begin with a sign.
            words[place - 1:place + 1] = [f"{words[place - 1]}={source.choice(VALUES)}"]
        elif kind < 0.65 and place < len(words):
            del words[place]
        elif kind < 0.8:
            words.insert(place, source.choice(source.choice(LINES)[1:] + VALUES))
        elif place < len(words):
            text = words[place]
            cut = source.randrange(len(text) + 1)
            words[place] = text[:cut] + source.choice(["", "9", "-", "e", ",", ":", "=", "\x1b", "ß"]) + text[cut + source.randint(0, 2):]
    # Searches that may take minutes do so.
    return [word.replace("\0", "") for word in words if word not in ("--effort=high",)]


tried = crashed = hung = wrong = 0
complaints = []
end = time.monotonic() + seconds
while time.monotonic() < end:
    words = mutated()
    tried += 1
    try:
        outcome = run(words)
    except subprocess.TimeoutExpired:
        hung += 1
        complaints.append(f"hung: {words}")
        continue
    except OSError:
        continue
    if outcome.returncode not in EXPECTED:
        crashed += 1
        complaints.append(f"code {outcome.returncode}: {words} {outcome.stderr[-300:]!r}")
    elif outcome.returncode and not outcome.stderr.strip():
        wrong += 1
        complaints.append(f"code {outcome.returncode} without a word: {words}")
print(f"{'command line':14} {tried:9} {crashed:8} {hung:6} {wrong:6}")
for complaint in complaints[:20]:
    print("  " + complaint[:600])
shutil.rmtree(folder, ignore_errors=True)
sys.exit(1 if crashed or hung or wrong else 0)

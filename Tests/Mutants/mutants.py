#!/usr/bin/env python3
"""Changes the sources a line at a time and asks whether a test notices.

    mutants.py [--count 100] [--seed 1] [--rooms KANFiles,KANData,…] [--minutes 600]

A mutant flips a comparison, drops a term, or swaps a constant, an operator or a truth. It is built in a copy of the repository
whose build folder stays warm, and the tests of its room run, then those of the rooms that use it, until one fails. A mutant that
does not compile, or that changes a comment or a text, is none. Prints each one, and at the end how many survived and where.
"""
import argparse
import collections
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parents[2]
options = argparse.ArgumentParser()
options.add_argument("--count", type=int, default=100)
options.add_argument("--seed", type=int, default=1)
options.add_argument("--rooms", default="")
options.add_argument("--minutes", type=float, default=1e9, help="no new mutant after this time")
options.add_argument("--copy", type=pathlib.Path, default=root / ".build-mutants", help="where the copy lies")
given = options.parse_args()
source = random.Random(given.seed)

# Tests that stand a floor above a room and use what it does.
ABOVE = {
    "KANFiles": ["KANDataTests", "KANInterchangeTests"], "KANNumerics": ["KANFittingTests", "KANModelTests", "KANTrainingTests"],
    "KANFitting": ["KANSymbolicTests"], "KANFormula": ["KANModelTests", "KANVerificationTests"],
    "SymbolLibrary": ["KANModelTests"], "KANData": ["KANTrainingTests", "kanTests"], "KANModel": ["KANTrainingTests"],
    "KANTraining": ["KANSymbolicTests", "kanTests"], "KANSymbolic": ["KANSearchTests"], "KANSearch": ["SwiftKANTests", "kanTests"],
    "KANInterchange": ["kanTests"], "KANReport": ["kanTests"], "KANPlots": ["KANReportTests"], "kan": [],
}
CHANGES = [
    ("flips a comparison", r" (<|>|<=|>=|==|!=) ", {"<": "<=", ">": ">=", "<=": "<", ">=": ">", "==": "!=", "!=": "=="}),
    ("swaps an operator", r" ([-+*/]) (?=[\w(])", {"+": "-", "-": "+", "*": "/", "/": "*"}),
    ("swaps a connective", r" (&&|\|\|) ", {"&&": "||", "||": "&&"}),
    ("swaps a truth", r"\b(true|false)\b", {"true": "false", "false": "true"}),
    ("swaps min and max", r"(?<![\w.])(min|max)(?=\()", {"min": "max", "max": "min"}),
]
NUMBER = re.compile(r"(?<![\w.\"])(\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w.\"])")
TERM = re.compile(r" [+-] [\w.]+(?:\[\w+\]|\(\w*\))?(?=[\s),]|$)")


def mutants_of(line):
    """All mutants of a line of code: what they do, and the line."""
    code = re.sub(r"\"(?:\\.|[^\"\\])*\"", lambda text: "\0" * len(text.group()), line).split("//")[0]
    if not code.strip() or code.lstrip().startswith(("import", "@", "*", "/*", "precondition")):
        return
    for name, pattern, swap in CHANGES:
        for match in re.finditer(pattern, code):
            yield name, line[:match.start(1)] + swap[match.group(1)] + line[match.end(1):]
    for match in NUMBER.finditer(code):
        text = match.group(1)
        other = str(int(text) + 1) if text.isdigit() else repr(2 * float(text))
        yield "swaps a constant", line[:match.start(1)] + other + line[match.end(1):]
    for match in TERM.finditer(code):
        yield "drops a term", line[:match.start()] + line[match.end():]


def room(path):
    parts = path.relative_to(root).parts
    return parts[0] if parts[0] == "SymbolLibrary" else parts[1]


def run(words, timeout=1800):
    return subprocess.run(words, cwd=given.copy, capture_output=True, text=True, timeout=timeout)


BUILD = ["swift", "build", "--build-tests", "-Xcc", "-O2", "-Xswiftc", "-O"]


def verdict(rooms):
    """What becomes of the mutant that lies in the copy."""
    try:
        if run(BUILD).returncode:
            return "does not compile"
        for tests in rooms:
            outcome = run(["swift", "test", "-Xcc", "-O2", "-Xswiftc", "-O", "--skip-build", "--filter", f"^{tests}\\."], 900)
            if outcome.returncode:
                return f"killed by {tests}"
    except subprocess.TimeoutExpired:
        return "killed by the clock"
    return "survives"


wanted = [name for name in given.rooms.split(",") if name]
files = sorted([*root.glob("Sources/*/**/*.swift"), *root.glob("SymbolLibrary/**/*.swift")])
places = [(file, n) for file in files if not wanted or room(file) in wanted
          for n, line in enumerate(file.read_text().split("\n")) if any(True for _ in mutants_of(line))]
source.shuffle(places)

if not given.copy.exists():
    given.copy.mkdir()
tracked = subprocess.check_output(["git", "-c", "safe.directory=*", "ls-files"], cwd=root, text=True).splitlines()
for name in tracked:
    goal, origin = given.copy / name, root / name
    # Files that did not change keep their times, and need no new build.
    if origin.is_file() and not (goal.is_file() and goal.read_bytes() == origin.read_bytes()):
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(origin, goal)
if run(BUILD, 7200).returncode:
    sys.exit("mutants: the sources do not build as they are")

tally = collections.Counter()
survivors = []
start = time.monotonic()
for file, n in places:
    if sum(tally.values()) >= given.count or time.monotonic() - start > 60 * given.minutes:
        break
    lines = file.read_text().split("\n")
    name, line = source.choice(list(mutants_of(lines[n])))
    goal = given.copy / file.relative_to(root)
    goal.write_text("\n".join(lines[:n] + [line] + lines[n + 1:]))
    own = room(file)
    result = verdict([f"{own}Tests", *ABOVE.get(own, [])])
    shutil.copy2(file, goal)
    goal.touch()
    if result == "does not compile":
        continue
    tally[result.split(" by ")[0]] += 1
    place = f"{file.relative_to(root)}:{n + 1}"
    print(f"{sum(tally.values()):4} {result:28} {place} {name}: {lines[n].strip()}  ->  {line.strip()}", flush=True)
    if result == "survives":
        survivors.append(place)

tried = sum(tally.values())
print(f"mutants: tried {tried}, killed {tally['killed']}, survived {tally['survives']}")
for place in survivors:
    print("  " + place)

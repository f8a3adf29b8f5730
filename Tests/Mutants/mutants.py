#!/usr/bin/env python3
"""Changes the sources one line at a time and checks whether a test fails.

    mutants.py [--count 100] [--seed 1] [--rooms KANFiles,KANData,…] [--own] [--only PATH:LINE,…] [--minutes 600] [--copy FOLDER]

A mutant flips a comparison, drops a term, or changes a constant, an operator or a Boolean value. It is made in a copy of the repository whose
build folder is kept. Only its own target is compiled, and the tests are linked again, because the interface that other targets use
is unchanged. Lines that are compiled into other targets are therefore left out: default values of parameters, and
files with inlinable functions. The tests of its room run until one fails or the time they take is exceeded five times; mutants that
survive are finally tested by the targets that use it (not with --own). A mutant that does not compile, or that changes
a comment or a string, does not count. The mutant of a line follows from the seed and its text, so that --only tries a survivor once more.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import threading
import time

root = pathlib.Path(__file__).resolve().parents[2]
options = argparse.ArgumentParser()
options.add_argument("--count", type=int, default=100)
options.add_argument("--seed", type=int, default=1)
options.add_argument("--rooms", default="")
options.add_argument("--own", action="store_true", help="only the tests of its own target")
options.add_argument("--only", default="", help="places, as they are printed")
options.add_argument("--minutes", type=float, default=1e9, help="no new mutant after this time")
options.add_argument("--copy", type=pathlib.Path, default=root / ".build-mutants", help="the folder of the copy")
given = options.parse_args()

# Test targets at a higher level that use the target.
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
PARAMETER = re.compile(r"^(?!\s*(?:\w+ )*(?:let|var|if|guard|case)\b).*\w+: [^=]+ = ")
INLINED = re.compile(r"@inlinable|@_transparent|@frozen|@_alwaysEmitIntoClient")


def mutants_of(line):
    """All mutants of a line of code: descriptions and changed lines."""
    code = re.sub(r"\"(?:\\.|[^\"\\])*\"", lambda text: "\0" * len(text.group()), line).split("//")[0]
    if not code.strip() or code.lstrip().startswith(("import", "@", "*", "/*", "precondition")) or PARAMETER.match(code):
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
    return subprocess.run(words, cwd=given.copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)


FLAGS = ["-Xcc", "-O2", "-Xswiftc", "-O"]
TESTS = "SwiftKANPackageTests.xctest"


def link_command():
    """How the package manager links the tests, from its plan."""
    for line in (given.copy / ".build/debug.yaml").read_text().splitlines():
        if line.strip().startswith("args: [") and f"/{TESTS}\"" in line and "-emit-executable" in line:
            words = json.loads(line.strip()[len("args: "):])
            # The linker of the toolchain is several times as fast as the usual one.
            return words + (["-use-ld=lld"] if (pathlib.Path(words[0]).resolve().parent / "ld.lld").exists() else [])
    sys.exit("mutants: the build plan does not state how the tests are linked")


def passes(tests, limit):
    """Whether tests pass; the first failure ends them. None if they take longer than the limit."""
    words = [f".build/debug/{TESTS}", "--testing-library", "swift-testing", "--no-parallel", "--filter", f"^{tests}\\."]
    process = subprocess.Popen(words, cwd=given.copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", text=True)
    late = threading.Event()
    clock = threading.Timer(limit, lambda: (late.set(), process.kill()))
    clock.start()
    failed = False
    for line in process.stdout:
        # The mark may stand behind a change of colour.
        if "✘" in line[:12] and "recorded an issue" in line:
            failed = True
            process.kill()
            break
    process.stdout.read()
    status = process.wait()
    clock.cancel()
    return None if late.is_set() else not failed and status == 0


usual = {}


def limit_of(tests):
    """How long tests may take; measured at their first use, while the copy contains the unchanged sources."""
    if tests not in usual:
        begin = time.monotonic()
        if not passes(tests, 3600):
            sys.exit(f"mutants: {tests} fail with the sources as they are")
        usual[tests] = time.monotonic() - begin
    return 10 + 5 * usual[tests]


def verdict(file, line_number, line, rooms):
    """The result of a mutant; the copy contains the unchanged sources before and after."""
    lines = file.read_text().split("\n")
    goal = given.copy / file.relative_to(root)
    goal.write_text("\n".join(lines[:line_number] + [line] + lines[line_number + 1:]))
    try:
        if run(["swift", "build", "--target", room(file), *FLAGS]).returncode or run(link).returncode:
            return "does not compile"
        # These tests run the tool.
        if "kanTests" in rooms and run(["swift", "build", "--product", "kan", *FLAGS]).returncode:
            return "does not compile"
        for tests in rooms:
            outcome = passes(tests, limits[tests])
            if outcome is None:
                return "killed by the clock"
            if not outcome:
                return f"killed by {tests}"
        return "survives"
    finally:
        shutil.copy2(file, goal)
        goal.touch()


def restore(name):
    """Tests with the room as it is."""
    if run(["swift", "build", "--target", name, *FLAGS]).returncode or run(link).returncode:
        sys.exit(f"mutants: {name} does not build as it is")


wanted = [name for name in given.rooms.split(",") if name]
only = [place for place in given.only.split(",") if place]
places = []
for file in sorted([*root.glob("Sources/*/**/*.swift"), *root.glob("SymbolLibrary/**/*.swift")]):
    text = file.read_text()
    # Generated code, and code that a trait leaves out, is not tested.
    if file.name.endswith(".pb.swift") or re.search(r"^#if (ONNX|MPI|CUDA)", text, re.M):
        continue
    if (wanted and room(file) not in wanted) or room(file) not in ABOVE or INLINED.search(text):
        continue
    isText = False
    for n, line in enumerate(text.split("\n")):
        # Lines of long strings, such as the outlines of letters, are not code.
        isText ^= line.count('"""') % 2 == 1
        if not isText and any(True for _ in mutants_of(line)) and (not only or f"{file.relative_to(root)}:{n + 1}" in only):
            places.append((file, n))
random.Random(given.seed).shuffle(places)

given.copy.mkdir(exist_ok=True)
tracked = subprocess.check_output(["git", "-c", "safe.directory=*", "ls-files"], cwd=root, text=True).splitlines()
for name in tracked:
    goal, origin = given.copy / name, root / name
    # Files that did not change keep their times, and need no new build.
    if origin.is_file() and not (goal.is_file() and goal.read_bytes() == origin.read_bytes()):
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(origin, goal)
        goal.touch()
if run(["swift", "build", "--build-tests", *FLAGS], 7200).returncode:
    sys.exit("mutants: the sources do not build as they are")
link = link_command()
if run(link).returncode:
    sys.exit("mutants: the tests cannot be linked as the build plan states")

tally = collections.Counter()
survivors = []
limits = {}
start = time.monotonic()
present = None


def enter(name):
    """Before the first mutant of a target: the previous target is restored, and the tests of this one pass and have been timed."""
    global present
    if present:
        restore(present)
    present = name
    if f"{name}Tests" not in limits:
        limits[f"{name}Tests"] = limit_of(f"{name}Tests")


def late():
    return time.monotonic() - start > 60 * given.minutes


while places and sum(tally.values()) < given.count and not late():
    # As many as are missing, room by room: some will not compile.
    missing = given.count - sum(tally.values())
    batch, places = sorted(places[:missing], key=lambda place: room(place[0])), places[missing:]
    for file, n in batch:
        if late():
            break
        own, old = room(file), file.read_text().split("\n")[n]
        if own != present:
            enter(own)
        name, line = random.Random(f"{given.seed} {old}").choice(list(mutants_of(old)))
        result = verdict(file, n, line, [f"{own}Tests"])
        if result == "does not compile":
            continue
        tally[result.split(" by ")[0]] += 1
        place = f"{file.relative_to(root)}:{n + 1}"
        said = f"{place} {name}: {old.strip()}  ->  {line.strip()}"
        print(f"{sum(tally.values()):4} {result:28} {said}", flush=True)
        if result == "survives":
            survivors.append((file, n, line, said))

if not given.own:
    asked = []
    for file, n, line, said in survivors:
        own = room(file)
        if own != present:
            enter(own)
        restore(own)
        for tests in ABOVE[own]:
            limits[tests] = limit_of(tests)
        result = verdict(file, n, line, ABOVE[own])
        if result != "survives":
            tally["survives"] -= 1
            tally["killed"] += 1
            print(f"     {result:28} {said}", flush=True)
        else:
            asked.append((file, n, line, said))
    survivors = asked

print(f"mutants: tried {sum(tally.values())}, killed {tally['killed']}, survived {tally['survives']}")
for *_, said in survivors:
    print("  " + said)

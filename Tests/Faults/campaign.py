#!/usr/bin/env python3
"""Makes system calls of `kan` fail, one at a time, and checks the resulting files.

    campaign.py KAN [--kinds open,read,…] [--commands train,discover,…] [--every N] [--kills 100]

For every command the calls of each kind are counted in a clean run. Then the command runs once for the n-th call of the
kind and each way in which it can fail (shim.c), in a folder with the results of an earlier run. Afterwards

* the results are the old ones or the new ones, never a mixture, and no temporary file is left;
* the exit code is 0 if they are the new ones, else one that `kan --help` lists, with one sentence on stderr;
* after a kill a folder may contain both, but then it does not match its manifest; the next run replaces everything.

Prints tried, crashed, hung and wrong for each kind and each command; exits with 1 if any number except the first is not zero.
"""
import argparse
import collections
import errno
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import zlib

here = pathlib.Path(__file__).resolve().parent
options = argparse.ArgumentParser()
options.add_argument("kan", type=pathlib.Path)
options.add_argument("--kinds", default="open,read,write,fsync,rename,link,mkdir,mmap,malloc,pthread_create")
options.add_argument("--commands", default="train,discover,report,prune,export,notebook")
options.add_argument("--points", type=int, default=60, help="the maximum number of calls of one kind that are tried")
options.add_argument("--kills", type=int, default=20, help="kills at random moments for each command")
options.add_argument("--resumes", type=int, default=30, help="training runs that are killed and resumed")
options.add_argument("--timeout", type=float, default=60)
given = options.parse_args()
kan = given.kan.resolve()
work = pathlib.Path(tempfile.mkdtemp(prefix="kan-faults-"))
shim = work / "shim.so"
subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, here / "shim.c", "-ldl"], check=True)

COMMANDS = {
    "train": ("train t.csv --target z --shape 2,2,1 --steps 4 --threads 2 -o m.kan", ["m.kan"]),
    "discover": ("discover t.csv --target z --effort low --threads 2 --out result", ["result"]),
    "report": ("report s.kan t.csv -o result", ["result"]),
    "prune": ("prune big.kan t.csv --threads 2 -o p.kan", ["p.kan"]),
    "export": ("export big.kan --to pykan --tolerance 1 -o x", ["x_config.yml", "x_state", "x_cache_data"]),
    "notebook": ("notebook s.kan t.csv -o n.ipynb", ["n.ipynb", "n.npz"]),
}
# How each kind of call can fail: a mode of the shim, an error number, whether every later call fails too.
FAULTS = {
    "open": [("fail", errno.EMFILE, 0), ("fail", errno.EACCES, 0), ("interrupt", 0, 0), ("fail", errno.EMFILE, 1)],
    "read": [("fail", errno.EIO, 0), ("short", 0, 0), ("interrupt", 0, 0)],
    "write": [("fail", errno.ENOSPC, 0), ("fail", errno.ENOSPC, 1), ("fail", errno.EIO, 0), ("short", 0, 0),
              ("short", 0, 1), ("interrupt", 0, 0), ("kill", 0, 0)],
    "fsync": [("fail", errno.EIO, 0), ("interrupt", 0, 0), ("kill", 0, 0)],
    "rename": [("fail", errno.EIO, 0), ("fail", errno.ENOSPC, 0), ("interrupt", 0, 0), ("kill", 0, 0)],
    "link": [("fail", errno.EPERM, 0), ("kill", 0, 0)],
    "mkdir": [("fail", errno.ENOSPC, 0), ("kill", 0, 0)],
    "mmap": [("fail", errno.ENOMEM, 0)],
    "malloc": [("fail", errno.ENOMEM, 0), ("fail", errno.ENOMEM, 1)],
    "pthread_create": [("fail", errno.EAGAIN, 0)],
}
EXPECTED = {0, 2, 3, 4, 64}
# What the runtimes of Swift and C++ print before they abort for lack of memory; a statically linked Swift runtime adds a trace.
RUNTIME = re.compile(r"Fatal error: failed to alloc|Current stack trace:$|\d+ +\S+ +0x[0-9a-f]+ |terminate called after .*bad_alloc'$| +what\(\): +std::bad_alloc$")


# Without the runtime's own traces of failures.
plain = {name: value for name, value in os.environ.items() if name != "SWIFT_BACKTRACE"}


def table(path, seed):
    source = random.Random(seed)
    rows = [(source.uniform(-1, 1), source.uniform(-1, 1)) for _ in range(40)]
    path.write_text("x,y,z\n" + "".join(f"{x},{y},{(1 + seed) * x * y}\n" for x, y in rows))


def run(folder, command, environment={}, timeout=None):
    return subprocess.run([kan, *command.split(), "--quiet"], cwd=folder, capture_output=True,
                          env={**plain, **environment}, timeout=timeout or given.timeout)


def prepared(name, seed):
    """A folder with everything that the commands read, and with outputs of an earlier run on other data."""
    folder = work / name
    folder.mkdir()
    table(folder / "t.csv", seed)
    for command in ["train t.csv --target z --shape 2,3,2,1 --steps 2 -o big.kan",
                    "theory 2*x*y --target z -o s.kan", *[text for text, _ in COMMANDS.values()]]:
        outcome = run(folder, command)
        if outcome.returncode:
            sys.exit(f"campaign: '{command}' fails without any fault: {outcome.stderr.decode()}")
    return folder


def contents(folder, outputs):
    """Name and hash of everything in the outputs."""
    files = {}
    for output in outputs:
        path = folder / output
        for file in [path] if path.is_file() else sorted(path.glob("[!.]*")) if path.is_dir() else []:
            files[str(file.relative_to(folder))] = hashlib.sha256(file.read_bytes()).hexdigest()
    return files


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())["files"]


def is_whole(folder):
    """Whether the files of an output folder are those of its manifest."""
    return (folder / "manifest.json").is_file() and all((folder / name).is_file() and len(data := (folder / name).read_bytes()) == entry["bytes"]
               and f"{zlib.crc32(data):08x}" == entry["crc32"] for name, entry in manifest(folder).items())


def temporaries(folder):
    return [str(path) for path in folder.rglob(".kan-*.part")]


old = prepared("old", 0)
new = prepared("new", 1)
# For each command the files of a clean run, `None` for those that differ from run to run.
clean = {}
for name, (command, outputs) in COMMANDS.items():
    shutil.copytree(new, work / "again")
    run(work / "again", command)
    first = contents(work / "again", outputs)
    run(work / "again", command)
    second = contents(work / "again", outputs)
    own = {f"{output}/{file}" for output in outputs if (work / "again" / output).is_dir()
           for file in [*manifest(work / "again" / output), "manifest.json"]} or set(outputs)
    clean[name] = {file: value if second[file] == value else None for file, value in first.items() if file in own}
    shutil.rmtree(work / "again")
totals = collections.OrderedDict()
complaints = []


def judge(key, folder, command, outputs, outcome, killed):
    total = totals[key]
    before, after = contents(old, outputs), contents(folder, outputs)
    unchanged = after == before
    expected = clean[key[0]]
    # Files that every clean run reproduces must be present; the others, which contain times, must be valid.
    changed = after.keys() >= expected.keys() and all(
        after[name] == value or value is None and after[name] != before.get(name) for name, value in expected.items())
    for output in outputs if changed else []:
        if (folder / output).is_dir():
            changed = changed and is_whole(folder / output)
        elif output.endswith(".kan"):
            changed = changed and run(folder, f"inspect {output}").returncode == 0
    code = outcome.returncode
    reasons = []
    if killed:
        if not unchanged and not changed:
            total["marked"] += 1
        again = run(folder, command)
        if again.returncode or temporaries(folder):
            reasons.append(f"the run after the kill ends with {again.returncode}, left: {temporaries(folder)}")
    else:
        if not unchanged and not changed:
            reasons.append("some files are old and some new")
        if code == 0 and not changed:
            reasons.append("success without its results")
        if code in EXPECTED - {0} and changed and outcome.stdout:
            reasons.append(f"code {code} though results are new and said")
        if code not in EXPECTED:
            total["crashed"] += 1
            complaints.append(f"{key} {outcome.args[1:]} code {code}: {outcome.stderr.decode()[-200:]!r}")
        said = [line for line in outcome.stderr.decode().strip().split("\n") if not RUNTIME.match(line)]
        if code not in (0, *range(-64, 0)) and len(said) > 1:
            reasons.append(f"more than one sentence: {outcome.stderr.decode()[:300]!r}")
        if code in EXPECTED and temporaries(folder):
            reasons.append(f"left: {temporaries(folder)}")
    if reasons:
        total["wrong"] += 1
        complaints.append(f"{key}: {'; '.join(reasons)} (code {code}, {outcome.stderr.decode()[:200]!r})")


def attempt(key, command, outputs, environment, killed, delay=None):
    folder = work / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, folder)
    # The new results come from other data.
    for name in ["t.csv", "big.kan", "s.kan"]:
        shutil.copy(new / name, folder / name)
    total = totals.setdefault(key, collections.Counter(tried=0, crashed=0, hung=0, wrong=0, marked=0))
    total["tried"] += 1
    if delay is None:
        try:
            outcome = run(folder, command, environment)
        except subprocess.TimeoutExpired:
            total["hung"] += 1
            complaints.append(f"{key} hangs: {environment}")
            return
    else:
        process = subprocess.Popen([kan, *command.split(), "--quiet"], cwd=folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
        outcome = subprocess.CompletedProcess(process.args, process.returncode, b"", b"")
    judge(key, folder, command, outputs, outcome, killed and outcome.returncode == -signal.SIGKILL)


for name in given.commands.split(","):
    command, outputs = COMMANDS[name]
    count = work / "count"
    shutil.rmtree(work / "trial", ignore_errors=True)
    shutil.copytree(new, work / "trial")
    run(work / "trial", command, {"LD_PRELOAD": str(shim), "FAULT_COUNT": str(count)})
    calls = {kind: int(number) for kind, number in (line.split() for line in count.read_text().splitlines())}
    for kind in given.kinds.split(","):
        points = range(1, calls[kind] + 1)
        if len(points) > given.points:
            points = sorted(random.Random(f"{name} {kind}").sample(points, given.points))
        for mode, error, lasts in FAULTS[kind]:
            for n in points:
                environment = {"LD_PRELOAD": str(shim), "FAULT_CALL": kind, "FAULT_AT": str(n), "FAULT_MODE": mode,
                               "FAULT_ERRNO": str(error), **({"FAULT_LASTS": "1"} if lasts else {})}
                attempt((name, kind, mode + (" for good" if lasts else "")), command, outputs, environment, mode == "kill")
    source = random.Random(name)
    for _ in range(given.kills):
        attempt((name, "any moment", "kill"), command, outputs, {}, True, delay=source.uniform(0.005, 0.25))

# Limited resources: files, address space, no threads. 127 is the loader's exit code, before the tool starts.
def limited(key, expected, environment={}, limit=None):
    total = totals.setdefault(key, collections.Counter(tried=0, crashed=0, hung=0, wrong=0, marked=0))
    total["tried"] += 1
    try:
        outcome = subprocess.run([kan, *COMMANDS["train"][0].split(), "--quiet"], cwd=new, capture_output=True, timeout=given.timeout,
                                 env={**plain, **environment}, preexec_fn=limit and (lambda: resource.setrlimit(*limit)))
    except subprocess.TimeoutExpired:
        total["hung"] += 1
        return
    if outcome.returncode not in expected:
        total["crashed"] += 1
        complaints.append(f"{key} {limit}: code {outcome.returncode}, {outcome.stderr.decode()[-200:]!r}")


for count in range(3, 17):
    limited(("train", "RLIMIT_NOFILE", "3 to 16"), {0, 2, 4, 127}, limit=(resource.RLIMIT_NOFILE, (count, count)))
# With less memory than its own file needs, the system ends a program before it starts.
own = kan.stat().st_size >> 20
for size in range(max(60, 10 * (own // 10 + 2)), max(60, 10 * (own // 10 + 2)) + 140, 10):
    limited(("train", "RLIMIT_AS", "its size and more"), {0, 2, 4, 127}, limit=(resource.RLIMIT_AS, (size << 20, size << 20)))
limited(("train", "pthread_create", "none from the first"), {4},
        {"LD_PRELOAD": str(shim), "FAULT_CALL": "pthread_create", "FAULT_AT": "1", "FAULT_ERRNO": "11", "FAULT_LASTS": "1"})

# A run that is killed at any moment resumes from its last checkpoint to the same bits. The clock runs fast, so that checkpoints,
# one every half minute, are written by the hundred.
long = "train t.csv --target z --shape 2,3,1 --optimizer adam --steps 20000 --threads 1 -o r.kan"
folder = work / "resumes"
shutil.copytree(new, folder)
if given.resumes:
    run(folder, long)
    whole = run(folder, "formula r.kan").stdout
total = totals.setdefault(("train", "any moment", "kill and resume"), collections.Counter(tried=0, crashed=0, hung=0, wrong=0, marked=0))
source = random.Random("resumes")
for _ in range(given.resumes):
    for name in ["r.kan", "r.kan.checkpoint"]:
        (folder / name).unlink(missing_ok=True)
    total["tried"] += 1
    process = subprocess.Popen([kan, *long.split(), "--quiet"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, "LD_PRELOAD": str(shim), "FAULT_CLOCK": "5000"})
    try:
        process.wait(source.uniform(0.02, 1))
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    if (folder / "r.kan.checkpoint").exists():
        resumed = run(folder, "train t.csv --target z --threads 1 --resume r.kan.checkpoint -o r.kan")
        if resumed.returncode or run(folder, "formula r.kan").stdout != whole:
            total["wrong"] += 1
            complaints.append(f"resumed to other numbers: code {resumed.returncode}, {resumed.stderr.decode()[:200]!r}")
        total["resumed"] += 1
    elif process.returncode not in (0, -signal.SIGKILL):
        total["crashed"] += 1
if given.resumes:
    print(f"{total.pop('resumed', 0)} of {given.resumes} killed runs had a checkpoint and resumed from it")

print(f"{'command':10} {'call':15} {'mode':16} tried crashed hung wrong marked")
sums = collections.Counter()
for (name, kind, mode), total in totals.items():
    sums += total
    print(f"{name:10} {kind:15} {mode:16} {total['tried']:5} {total['crashed']:7} {total['hung']:4} {total['wrong']:5} "
          f"{total['marked']:6}")
print(f"{'all':43} {sums['tried']:5} {sums['crashed']:7} {sums['hung']:4} {sums['wrong']:5} {sums['marked']:6}")
print("marked: killed between two files of one folder, which its manifest shows and the next run repairs")
for complaint in complaints[:40]:
    print("  " + complaint)
shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if sums["crashed"] or sums["hung"] or sums["wrong"] else 0)

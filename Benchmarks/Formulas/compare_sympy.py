"""Simplifies the same expressions with SwiftKAN and with SymPy and compares length and time.

    python compare_sympy.py FORMULA_BENCHMARKS [CORPUS] [--keep FILE] [--limit SECONDS]

FORMULA_BENCHMARKS is the release executable, CORPUS a file written by its `generate` (corpus.txt). SymPy gets
symbols with the assumptions that the box allows (real, positive, negative) and `simplify`; an expression that takes
longer than the limit counts with that time and stays unsimplified. Times are those of the processor, parsing excluded on both
sides. `--keep FILE` writes SymPy's answers there and uses them if they are there already.

Nodes are counted by one rule on both sides, on the text that each prints: every number, name, operator and function call
of Python's own syntax tree is one node.
"""

import argparse
import ast
import json
import os
import signal
import statistics
import subprocess
import time

import sympy

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("corpus", nargs="?", default=os.path.join(os.path.dirname(__file__), "corpus.txt"))
parser.add_argument("--keep")
parser.add_argument("--limit", type=int, default=20)
parser.add_argument("--show", type=int, default=0, help="list this many of the expressions where SymPy is shorter")
arguments = parser.parse_args()


class Late(Exception):
    pass


def late(*_):
    raise Late


def python(text):
    return text.replace("^", "**")


def nodes(text):
    """Numbers, names, operators and calls of infix text."""
    counted = (ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Constant)
    tree = ast.parse(text, mode="eval")
    names_of_functions = sum(isinstance(node, ast.Call) for node in ast.walk(tree))
    return sum(isinstance(node, counted) for node in ast.walk(tree)) - names_of_functions


def symbols(box):
    result = {}
    for part in box.split():
        name, ends = part.split("=")
        lower, upper = map(float, ends.split(":"))
        sign = {"positive": True} if lower > 0 else {"negative": True} if upper < 0 else {
            "nonnegative": True} if lower == 0 else {}
        result[name] = sympy.Symbol(name, real=True, **sign)
    return result


def simplified(text, names):
    expression = sympy.sympify(python(text), locals=names)
    # From one expression to the next SymPy starts afresh, as the other side does.
    sympy.core.cache.clear_cache()
    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, arguments.limit)
    start = time.process_time()
    try:
        result, is_late = sympy.simplify(expression), False
    except Late:
        result, is_late = expression, True
    seconds = time.process_time() - start
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {"seconds": seconds, "text": str(result), "late": is_late}


with open(arguments.corpus) as file:
    corpus = [line.rstrip("\n").split("\t") for line in file]
output = subprocess.run(
    [arguments.executable, "simplify", arguments.corpus], capture_output=True, text=True, check=True).stdout
ours = [line.split("\t") for line in output.splitlines()]
assert len(ours) == len(corpus)

kept = {}
if arguments.keep and os.path.exists(arguments.keep):
    with open(arguments.keep) as file:
        kept = json.load(file)
rows = []
for (name, box, text), (seconds, _, _, error, own) in zip(corpus, ours):
    names = symbols(box)
    if text not in kept:
        kept[text] = simplified(text, names)
        if arguments.keep:
            with open(arguments.keep, "w") as file:
                json.dump(kept, file)
    theirs = kept[text]
    rows.append({
        "name": name, "before": nodes(python(text)), "own": nodes(python(own)), "theirs": nodes(theirs["text"]),
        "own_operations": int(sympy.count_ops(sympy.sympify(python(own), locals=names))),
        "their_operations": int(sympy.count_ops(sympy.sympify(theirs["text"], locals=names))),
        "own_seconds": float(seconds), "their_seconds": theirs["seconds"], "late": theirs["late"],
        "error": float(error), "own_text": own, "their_text": theirs["text"]})


def share(condition):
    return f"{100 * sum(map(condition, rows)) / len(rows):.1f} %"


def total(key):
    return sum(row[key] for row in rows)


print(f"SymPy {sympy.__version__}, {len(rows)} expressions, {total('before')} nodes before\n")
print("| | SwiftKAN | SymPy | |\n|---|---|---|---|")
print(f"| nodes | {total('own')} | {total('theirs')} | not larger in {share(lambda r: r['own'] <= r['theirs'])}, "
      f"smaller in {share(lambda r: r['own'] < r['theirs'])} |")
print(f"| count_ops | {total('own_operations')} | {total('their_operations')} | not larger in "
      f"{share(lambda r: r['own_operations'] <= r['their_operations'])} |")
print(f"| processor time | {total('own_seconds'):.3f} s | {total('their_seconds'):.1f} s | "
      f"{total('their_seconds') / total('own_seconds'):.0f} × shorter |")
print(f"| median | {1e3 * statistics.median(r['own_seconds'] for r in rows):.2f} ms | "
      f"{1e3 * statistics.median(r['their_seconds'] for r in rows):.0f} ms | |")
print(f"| longest | {1e3 * max(r['own_seconds'] for r in rows):.1f} ms | "
      f"{max(r['their_seconds'] for r in rows):.1f} s | {sum(r['late'] for r in rows)} given up after "
      f"{arguments.limit} s |")
print(f"\nlargest change of a value, over the largest value: {max(row['error'] for row in rows):.1e}")
larger = sorted((row for row in rows if row["own"] > row["theirs"]), key=lambda r: r["theirs"] - r["own"])
for row in larger[:arguments.show]:
    print(f"\n{row['name']}: {row['own']} against {row['theirs']}\n  {row['own_text']}\n  {row['their_text']}")

#!/usr/bin/env python3
"""Compares two outputs of exercise: compare.py A B; numbers may differ by a few roundings of the largest in their row."""
import math
import sys

ROUNDINGS = {"f32": 2e-6, "f64": 1e-14}

worst = {}
with open(sys.argv[1]) as a, open(sys.argv[2]) as b:
    first, second = a.read().splitlines(), b.read().splitlines()
if len(first) != len(second):
    sys.exit(f"{len(first)} rows of results, and {len(second)}")
for left, right in zip(first, second):
    words = left.split(" "), right.split(" ")
    name = " ".join(w for w in words[0] if w[:1].isalpha() and w not in ("inf", "nan"))
    numbers = [[float(w) for w in row if not (w[:1].isalpha() and w not in ("inf", "nan"))] for row in words]
    if len(numbers[0]) != len(numbers[1]):
        sys.exit(f"{name}: {len(numbers[0])} numbers, and {len(numbers[1])}")
    kind = "f32" if "f32" in name else "f64"
    # Elementary functions are accurate value by value, sums to the rounding of their largest term.
    size = max((abs(x) for x in numbers[0] if math.isfinite(x)), default=1) or 1
    for x, y in zip(*numbers):
        if x == y or (math.isnan(x) and math.isnan(y)):
            continue
        error = abs(x - y) / size if math.isfinite(x) and math.isfinite(y) else math.inf
        worst[name] = max(worst.get(name, 0), error / ROUNDINGS[kind])
wrong = {name: error for name, error in worst.items() if error > 1}
for name, error in sorted(wrong.items(), key=lambda item: -item[1]):
    print(f"{name}: {error:.3g} times the tolerance")
print(f"{len(first)} rows of results, largest difference {max(worst.values(), default=0):.2g} of the tolerance")
sys.exit(1 if wrong else 0)

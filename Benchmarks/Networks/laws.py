"""Laws of two to four inputs, drawn at random: a kernel with two-digit constants, and the box on which networks are trained."""

import dataclasses
import re

import numpy as np


@dataclasses.dataclass(frozen=True)
class Law:
    """A formula in Python syntax and the range of each of its inputs."""

    number: int
    formula: str
    box: dict[str, tuple[float, float]]

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        names = {name: rows[:, i] for i, name in enumerate(self.box)}
        functions = {name: getattr(np, name) for name in ("sin", "cos", "exp", "log", "sqrt", "tanh")}
        return eval(self.formula, {"__builtins__": {}}, functions | names)

    def rows(self, count: int, seed: int) -> np.ndarray:
        """Points of the box, evenly distributed."""
        low, high = np.array(list(self.box.values())).T
        return np.random.default_rng([seed, self.number]).uniform(low, high, (count, len(low)))


#: Formulas of inputs p, q, r, s (any sign), u, v (positive) and constants a, b.
KERNELS = (
    "p*sin({a}*q)", "exp(-{a}*u)*cos({b}*p)", "sqrt(p**2 + {a}*q**2)", "u*v/(u + {b}*v)", "{a}*p*q + sin({b}*r)",
    "(p - q)**2*{a} + r", "p/(1 + exp(-{b}*q))", "log(u + {a}*v)", "exp(-{a}*(p - q)**2)", "tanh({b}*p*q) + {a}*r",
    "sin({b}*p)*cos({a}*q) + r**2", "u**{a}*(p + {b}*q)", "p*q + {a}*r*s", "1/(1 + (p - q)**2 + {a}*r**2)",
    "sqrt(u)*sin({b}*p + q)", "{b}*p*exp(-u)/v", "p**3 + {a}*q*r", "(p + {a}*q)*(r - {b}*s)", "cos({b}*p*q)", "exp(p)*(q + {a})")


def drawn(number: int) -> Law:
    """The law of this number, the same everywhere."""
    random = np.random.default_rng([2811, number])
    kernel = KERNELS[number % len(KERNELS)]
    constants = {"a": round(random.uniform(0.4, 1.8), 2), "b": round(random.uniform(1.5, 3.5), 1)}
    formula = kernel.format(**constants)
    used = sorted(set(re.findall(r"\b[pqrsuv]\b", kernel)))
    box = {name: (0.2, 1.0) if name in "uv" else (-1.0, 1.0) for name in used}
    return Law(number, formula, box)

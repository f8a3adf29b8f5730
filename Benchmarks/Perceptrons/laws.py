"""Ten laws of physics with two to six inputs, in realistic ranges and in units in which all constants are small numbers."""

from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass(frozen=True)
class Law:
    """A law, the box on which a network learns it, and its text."""

    name: str
    text: str
    box: dict[str, tuple[float, float]]
    function: Callable[..., np.ndarray]

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """The values at rows with a column for each input."""
        return self.function(*rows.T)


LAWS = [
    Law("parallel resistors", "R1*R2/(R1 + R2)", {"R1": (1, 10), "R2": (1, 10)}, lambda a, b: a * b / (a + b)),
    Law("addition of velocities", "(u + v)/(1 + u*v)", {"u": (0, 0.9), "v": (0, 0.9)}, lambda u, v: (u + v) / (1 + u * v)),
    Law("range of a throw", "v^2*sin(2*angle)/9.81", {"v": (2, 10), "angle": (0.1, 1.4)},
        lambda v, a: v**2 * np.sin(2 * a) / 9.81),
    Law("black body", "f^3/(exp(f/T) - 1)", {"f": (0.5, 6), "T": (0.5, 2)}, lambda f, t: f**3 / np.expm1(f / t)),
    Law("period of an orbit", "2*pi*sqrt(a^3/(m1 + m2))", {"a": (0.5, 3), "m1": (0.5, 2), "m2": (0.1, 1)},
        lambda a, m, n: 2 * np.pi * np.sqrt(a**3 / (m + n))),
    Law("transverse mass", "sqrt(2*p1*p2*(1 - cos(phi)))", {"p1": (20, 100), "p2": (20, 100), "phi": (0.2, 3)},
        lambda p, q, f: np.sqrt(2 * p * q * (1 - np.cos(f)))),
    Law("damped oscillation", "A*exp(-g*t)*cos(w*t)", {"A": (0.5, 2), "g": (0.1, 1), "w": (1, 3), "t": (0, 3)},
        lambda a, g, w, t: a * np.exp(-g * t) * np.cos(w * t)),
    Law("van der Waals", "T/(V - b) - a/V^2", {"T": (1, 3), "V": (1, 4), "a": (0.5, 2), "b": (0.05, 0.3)},
        lambda t, v, a, b: t / (v - b) - a / v**2),
    Law("mechanical energy", "m*v^2/2 + 9.81*m*h + k*x^2/2",
        {"m": (0.5, 2), "v": (0, 4), "h": (0, 1), "k": (1, 10), "x": (0, 1)},
        lambda m, v, h, k, x: m * v**2 / 2 + 9.81 * m * h + k * x**2 / 2),
    Law("gravity in the plane", "m1*m2/((x1 - x2)^2 + (y1 - y2)^2)",
        {"m1": (0.5, 2), "m2": (0.5, 2), "x1": (0, 1), "x2": (2, 3), "y1": (0, 1), "y2": (1, 2)},
        lambda m, n, a, b, c, d: m * n / ((a - b) ** 2 + (c - d) ** 2)),
]

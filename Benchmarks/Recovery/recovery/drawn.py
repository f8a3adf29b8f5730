"""Laws drawn at random in the style of physics: they were not selected, so no search could be tuned to them.

Each has a core (a sum of products, a root of squared differences, a Boltzmann factor, an interference, ...), often a
product of powers in front of it, quantities of the sizes that SI units have, and constants that bring arguments to the
size of 1. The same number gives the same law everywhere.
"""

import dataclasses
import functools
import math
import re

import numpy as np

from .problems import CLASS_OF_DRAWN_LAWS, Law, MASTER, Problem, Variable
from .samples import draw, evaluate

ROWS = (8000, 1000, 1000)


@functools.cache
def drawn(number):
    """The law of this number; draws with parts that have no effect in double precision are discarded."""
    for attempt in range(1000):
        random = np.random.default_rng([MASTER, 4242, number, attempt])
        writer = Writer(random)
        core = writer.cores()[number % len(writer.cores())]
        formula = core()
        if random.random() < 0.6:
            formula = f"{writer.monomial(int(random.integers(1, 4)), None)}*({formula})"
        # Variables that the chosen form does not use are removed.
        used = [n for n in range(len(writer.variables)) if re.search(rf"\bx{n}\b", formula)]
        formula = re.sub(r"\bx(\d+)\b", lambda match: f"x{used.index(int(match[1]))}", formula)
        variables = tuple(dataclasses.replace(writer.variables[old], name=f"x{new}") for new, old in enumerate(used))
        problem = Problem(
            id=f"{CLASS_OF_DRAWN_LAWS}-{number:03d}", group=CLASS_OF_DRAWN_LAWS, formula=formula, variables=variables,
            unit="1", rows=ROWS)
        if len(problem.variables) <= 9 and shows(problem):
            return problem
    raise RuntimeError(f"no law of number {number} could be drawn")


class Writer:
    """Writes formulas, and records the variables that they may use."""

    def __init__(self, random):
        self.random = random
        self.variables = []
        self.decades = []
        # Whether the quantities have their own magnitudes, or are numbers and lengths of order 1.
        self.is_physical = random.random() < 0.5

    def cores(self):
        return [
            self.sum, self.ratio, self.parallel, self.distance, self.gaussian, self.boltzmann, self.planck, self.wave,
            self.interference, self.relativistic, self.saturation, self.refraction, self.logarithm, self.correction,
            self.grating, self.composition, self.product, self.mixture]

    # Quantities

    def quantity(self, decade=None, signed=None):
        """A new variable of about 10^decade, over two decades or uniform over a factor of five."""
        if decade is None:
            decade = int(self.random.integers(-20, 21)) if self.is_physical else int(self.random.integers(-1, 2))
        if signed is None:
            signed = self.random.random() < 0.15
        if self.is_physical or self.random.random() < 0.5:
            law = Law("loguniform", 10.0 ** (decade - 1), 10.0 ** (decade + 1), both_signs=bool(signed))
        else:
            law = Law("uniform", 10.0 ** decade, 5 * 10.0 ** decade)
        return self.variable(law, decade)

    def variable(self, law, decade=0):
        name = f"x{len(self.variables)}"
        self.variables.append(Variable(name, "1", law))
        self.decades.append(decade)
        return name

    def positive(self, decade=None):
        return self.quantity(decade, signed=False)

    def angle(self):
        return self.variable(Law("uniform", 0.0, float(self.random.choice([1, 2])) * math.pi))

    def share(self):
        """A number between 0 and 1."""
        return self.variable(Law("uniform", 0.05, 0.9))

    def number(self, decade):
        """A factor of about 10^decade: a simple number if that is 1, otherwise a measured one."""
        if decade == 0:
            return str(self.random.choice(["1", "1", "1", "2", "1/2", "3", "4*pi", "3/2"]))
        return f"{10 ** self.random.uniform(-0.3, 0.3):.4f}e{decade}"

    def power(self):
        return int(self.random.choice([1, 1, 1, 2, -1, -1, -2, 3]))

    def monomial(self, count, decade, positive=False):
        """A product of powers of `count` new variables, of about 10^decade."""
        names, total = [], 0
        for _ in range(count):
            name = self.quantity(signed=False if positive else None)
            p = self.power()
            total += p * self.decades[-1]
            names.append(name if p == 1 else f"{name}**({p})")
        factor = self.number(0 if decade is None else decade - total)
        return "*".join(([] if factor == "1" else [factor]) + names)

    def ratio_of_ones(self, count=2):
        """A dimensionless product of powers of order 1."""
        return self.monomial(count, 0, positive=True)

    # Cores

    def sum(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        signs = self.random.choice(["+", "-"], 2)
        count = int(self.random.integers(2, 4))
        terms = [self.monomial(int(self.random.integers(1, 3)), decade) for _ in range(count)]
        return terms[0] + "".join(f" {sign} {term}" for sign, term in zip(signs, terms[1:]))

    def ratio(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        a, c = self.positive(decade), self.positive(decade)
        b, d = self.quantity(), None
        d = self.quantity(self.decades[-1])
        return str(self.random.choice([
            f"({a}*{b} + {c}*{d})/({a} + {c})", f"({a} - {c})/({a} + {c})*{b}", f"{a}*{c}*{b}/({a} + {c})",
            f"({a}**2*{b} + {c}**2*{d})/({a}*{c})"]))

    def parallel(self):
        a, b = self.positive(), self.positive(self.decades[-1])
        c = self.positive()
        ratio = self.number(0)
        return str(self.random.choice([
            f"{c}/(1/{a} + {ratio}/{b})", f"{c}/({a} + {ratio}*{b})**2", f"1/(1/{a} + {self.positive()}/({b}*{self.variables[-1].name}))",
            f"{c}*sqrt(1/{a} + 1/{b})"]))

    def distance(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        count = int(self.random.integers(1, 4))
        differences = [f"({self.positive(decade)} - {self.positive(decade)})**2" for _ in range(count)]
        if count == 1 or self.random.random() < 0.3:
            differences.append(f"{self.positive(decade)}**2")
        total = " + ".join(differences)
        return str(self.random.choice([f"sqrt({total})", f"1/({total})", f"1/sqrt({total})", f"({total})**(-3/2)"]))

    def gaussian(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        law = Law("uniform", 10.0 ** decade, 3 * 10.0 ** decade)
        x, m, s = (self.variable(law, decade) for _ in range(3))
        return str(self.random.choice([
            f"exp(-(({x} - {m})/{s})**2/2)/sqrt(2*pi)/{s}", f"exp(-({x}/{s})**2/2)*{m}", f"1/(1 + (({x} - {m})/{s})**2)"]))

    def boltzmann(self):
        u = self.ratio_of_ones(int(self.random.integers(2, 5)))
        return str(self.random.choice([f"exp(-{u})", f"(1 - exp(-{u}))", f"1/(1 + exp({u}))", f"(exp({u}) - 1)"]))

    def planck(self):
        u = self.ratio_of_ones(int(self.random.integers(2, 4)))
        name = self.variables[int(self.random.integers(0, len(self.variables)))].name
        p = self.random.choice([1, 3])
        return str(self.random.choice([f"{name}**{p}/(exp({u}) - 1)", f"1/(exp({u}) - 1)", f"{name}/(exp({u}) + 1)"]))

    def wave(self):
        law = Law("uniform", 1.0, 5.0)
        a, b, c, d = (self.variable(law) for _ in range(4))
        return str(self.random.choice([
            f"sin({a}*{b})", f"cos(({a} - {b})*{c})", f"sin({a}*{b} - {c}*{d})", f"(cos({a}*{b}) + {c}*cos({a}*{b})**2)",
            f"sin({a}*{b}/2)**2/({c}**2 - {d}**2)", f"exp(-{a}/{d})*cos({b}*{c})"]))

    def interference(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        a, b = self.positive(decade), self.positive(decade)
        c = self.angle()
        return str(self.random.choice([
            f"{a} + {b} + 2*sqrt({a}*{b})*cos({c})", f"sqrt({a}**2 + {b}**2 - 2*{a}*{b}*cos({c}))",
            f"1/({a}**2 + {b}**2 - 2*{a}*{b}*cos({c}))", f"{a}*(1 + {self.share()}*cos({c}))",
            f"{a}/(1 + {self.share()}*cos({c}))"]))

    def relativistic(self):
        v = self.share()
        a = self.quantity()
        c = "2.998e8" if self.random.random() < 0.3 else "1"
        if c != "1":
            self.variables[0] = Variable("x0", "1", Law("loguniform", 3e6, 2.5e8))
        else:
            c = self.variable(Law("uniform", 1.0, 3.0))
        b = self.quantity(self.decades[1])
        return str(self.random.choice([
            f"{a}/sqrt(1 - {v}**2/{c}**2)", f"{a}*sqrt((1 - {v}/{c})/(1 + {v}/{c}))", f"({a} + {b}*{v}/{c})/sqrt(1 - {v}**2/{c}**2)",
            f"{a}*(1/sqrt(1 - {v}**2/{c}**2) - 1)", f"sqrt({a}**2 + {b}**2*{v}**2/{c}**2)"]))

    def saturation(self):
        u = self.ratio_of_ones(int(self.random.integers(2, 4)))
        m = self.quantity()
        return str(self.random.choice([
            f"{m}*tanh({u})", f"{m}*({u})/(1 + {u})", f"{m}*({u})/sqrt(1 + ({u})**2)", f"{m}/cosh({u})", f"{m}*(1/tanh({u}) - 1/({u}))"]))

    def refraction(self):
        n, t = self.share(), self.variable(Law("uniform", 0.1, 1.4))
        d = self.quantity()
        return str(self.random.choice([
            f"asin({n}*sin({t}))", f"{d}*sqrt(1 - ({n}*sin({t}))**2)", f"acos({n}*cos({t}))", f"asin({n}*{self.share()})",
            f"atan({n}*tan({t}))"]))

    def logarithm(self):
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        a, b = self.positive(decade), self.positive(decade)
        return str(self.random.choice([
            f"log({a}/{b})", f"log(1 + {a}/{b})", f"log(({a} + {b})/{b})*{self.quantity()}",
            f"log({a}/{b})/({a} - {b})", f"sqrt(log(1 + {a}/{b}))"]))

    def correction(self):
        """A sum of 1 and small or comparable terms: factors like 1 + a*b*cos(c)/d."""
        u = self.ratio_of_ones(int(self.random.integers(2, 4)))
        c = self.angle()
        w = self.ratio_of_ones(1)
        return str(self.random.choice([
            f"(1 + {u}*cos({c}))", f"(1 + {u} + ({u})**2/2)", f"({w} - 1)/({w} + 2)", f"(1 + ({u})*({w} - 1)/({w} + 2))",
            f"(3*cos({c})**2 - 1)*{w}", f"(1 + {u}/(1 - {u}/3))"]))

    def grating(self):
        n = self.variable(Law("integer", 2, 40))
        t = self.angle()
        u = self.variable(Law("uniform", 1.0, 5.0))
        return str(self.random.choice([
            f"sin({n}*{t}/2)**2/sin({t}/2)**2", f"(sin({u}*{t}/2)/({u}*{t}/2))**2", f"(sin({u}*{t})/{t})**2*{n}",
            f"cos({t})*cos({u}*{t})*{n}"]))

    def composition(self):
        """A root, an exponential or an inverse of a sum of two products."""
        decade = 0
        s = f"{self.monomial(2, decade, True)} + {self.monomial(int(self.random.integers(1, 3)), decade, True)}"
        return str(self.random.choice([
            f"sqrt({s})", f"exp(-({s})/3)", f"1/({s})", f"({s})**(3/2)", f"log({s})", f"sin(({s})/4)"]))

    def product(self):
        """Two unrelated cores."""
        first, second = (self.simple_core() for _ in range(2))
        return f"({first})*({second})"

    def mixture(self):
        """A product of powers and another one times a core of order 1."""
        decade = int(self.random.integers(-5, 6)) if self.is_physical else 0
        core = self.random.choice([self.boltzmann, self.wave, self.correction, self.refraction])
        sign = self.random.choice(["+", "-"])
        return f"{self.monomial(1, decade)} {sign} {self.monomial(int(self.random.integers(1, 3)), decade)}*({core()})"

    def simple_core(self):
        """A core of few variables."""
        return self.random.choice([
            self.ratio, self.parallel, self.gaussian, self.boltzmann, self.wave, self.interference, self.relativistic,
            self.saturation, self.logarithm, self.correction])()


def shows(problem):
    """Whether rows have finite targets within the range of single precision, and every variable has an effect."""
    random = np.random.default_rng(1)
    X = np.stack([draw(random, v.law, 2000) for v in problem.variables], 1)
    y = evaluate(problem.formula, X)
    usable = np.isfinite(y)
    if usable.mean() < 0.7 or np.ptp(y[usable]) == 0:
        return False
    size = np.abs(y[usable])
    if np.median(size) < 1e-35 or size.max() > 1e35 or size.max() > 1e12 * np.median(size):
        return False
    for i in range(X.shape[1]):
        moved = X.copy()
        moved[:, i] *= 1.3
        change = np.abs(evaluate(problem.formula, moved) - y)[usable] / np.maximum(size, 1e-300)
        if not np.nanquantile(change, 0.5) > 1e-3:
            return False
    return True

"""The problems: what is known about each law, and where its rows come from."""

import dataclasses
import functools
import json
import pathlib
import re
import zlib

import numpy as np

TABLE = pathlib.Path(__file__).with_name("problems.jsonl")

# Constants of nature as the formulas name them, in SI units, with the values that SRSD-Feynman uses.
CONSTANTS = {
    "G_N": 6.67430e-11, "g_acc": 9.80665, "c_light": 2.99792458e8, "eps_0": 8.854e-12, "h_pl": 6.626e-34,
    "k_B": 1.380649e-23, "mu_B": 9.2740100783e-24, "hbar": 1.054571817e-34, "m_e": 9.10938356e-31,
    "alpha_fs": 7.2973525693e-3,
}


@dataclasses.dataclass(frozen=True)
class Law:
    """The distribution of one variable."""

    kind: str  # uniform, loguniform, integer (low <= x < high), grid (low, low + step, ..., high)
    low: float
    high: float
    step: float = 0.0
    both_signs: bool = False

    @classmethod
    def read(cls, fields):
        kind, low, high, *rest = fields
        if kind == "grid":
            return cls(kind, float(low), float(high), step=float(rest[0]))
        return cls(kind, float(low), float(high), both_signs=rest == ["~"])


@dataclasses.dataclass(frozen=True)
class Variable:
    name: str
    unit: str
    law: Law


@dataclasses.dataclass(frozen=True)
class Problem:
    """One law y = formula(x0, x1, ...). `alias` is a simpler formula that cannot be distinguished from it on these ranges."""

    id: str
    group: str
    formula: str
    variables: tuple
    unit: str
    rows: tuple  # training, validation, test
    special: str | None = None  # a special function, for which only the accuracy counts
    system: str | None = None  # rows are trajectories of this system of differential equations
    test: tuple | None = None  # the law of the test rows where it is another one
    alias: str | None = None
    note: str | None = None

    @property
    def seed(self):
        return zlib.crc32(self.id.encode())

    @property
    def identifiable(self):
        return self.alias is None

    @property
    def used(self):
        """The symbols x0, x1, ... of which the law is made."""
        return sorted(set(re.findall(r"\bx\d+\b", self.formula)), key=lambda symbol: int(symbol[1:]))

    def with_irrelevant_columns(self, count):
        """The problem with `count` additional irrelevant columns, at random positions.

        Each spans two decades somewhere between 1e-33 and 1e33, half of them with both signs, as SRSD has them.
        """
        if not count:
            return self
        random = np.random.default_rng([MASTER, self.seed, 99])
        columns = [(index, variable) for index, variable in enumerate(self.variables)]
        for number in range(count):
            place = int(random.integers(0, len(columns) + 1))
            exponent = int(random.integers(-32, 33))
            law = Law("loguniform", 10.0 ** (exponent - 1), 10.0 ** (exponent + 1),
                      both_signs=bool(random.random() < 0.5))
            columns.insert(place, (None, Variable(f"irrelevant{number}", "1", law)))
        place = {old: new for new, (old, _) in enumerate(columns) if old is not None}
        moved = lambda text: text and re.sub(r"\bx(\d+)\b", lambda m: f"x{place[int(m[1])]}", text)
        return dataclasses.replace(
            self, formula=moved(self.formula), alias=moved(self.alias),
            variables=tuple(variable for _, variable in columns))


MASTER = 20261122
CLASS_OF_DRAWN_LAWS = "drawn"


@functools.cache
def problems():
    """All problems by their names, in the order of the table."""
    table = {}
    for line in TABLE.read_text().splitlines():
        fields = json.loads(line)
        table[fields["id"]] = Problem(
            id=fields["id"], group=fields["class"], formula=fields["formula"],
            variables=tuple(Variable(name, unit, Law.read(law)) for name, unit, *law in fields["variables"]),
            unit=fields["unit"], rows=tuple(fields["rows"]), special=fields.get("special"),
            system=fields.get("system"), alias=fields.get("alias"), note=fields.get("note"),
            test=tuple(Law.read(law) for law in fields["test"]) if "test" in fields else None)
    return table

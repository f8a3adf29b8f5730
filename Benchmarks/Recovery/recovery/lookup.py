"""Problems by their names: those of the table, and laws that are drawn at random."""

from .drawn import drawn
from .problems import CLASS_OF_DRAWN_LAWS, problems


def problem(name):
    """The problem of that name; KeyError if there is none."""
    prefix = f"{CLASS_OF_DRAWN_LAWS}-"
    return drawn(int(name.removeprefix(prefix))) if name.startswith(prefix) else problems()[name]


def in_order(names):
    """Names in the order of the table, drawn laws by their numbers after it."""
    place = {name: number for number, name in enumerate(problems())}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))

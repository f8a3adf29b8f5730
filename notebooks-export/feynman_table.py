"""Writes a table of Coulomb's law, problem I.12.2 of the Feynman Lectures: F = q1*q2/(4*pi*epsilon*r**2)."""
import sys

import numpy as np

rng = np.random.default_rng(1)
columns = {name: rng.uniform(1, 5, 1000) for name in ("q1", "q2", "epsilon", "r")}
columns["F"] = columns["q1"] * columns["q2"] / (4 * np.pi * columns["epsilon"] * columns["r"] ** 2)
np.savetxt(sys.argv[1], np.column_stack(list(columns.values())), delimiter=",", header=",".join(columns), comments="", fmt="%.17g")

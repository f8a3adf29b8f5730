"""Writes the NumPy files of this folder (made with numpy 2.4.6): python3 make_numpy_fixtures.py

Every array holds the same 3 x 2 table, exactly representable in every element type that can hold it:
row s, column c has the value 2 * s + c + 1, so the columns are 1, 3, 5 and 2, 4, 6.
"""

import os
import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
table = np.arange(1, 7).reshape(3, 2)

for code in ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    np.save(f"little_{code}.npy", table.astype("<" + code))
for code in ["f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"]:
    np.save(f"big_{code}.npy", table.astype(">" + code))
np.save("fortran_f8.npy", np.asfortranarray(table.astype("<f8")))
np.save("fortran_i2_big.npy", np.asfortranarray(table.astype(">i2")))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(f"version_{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, table.astype("<f8"), version=version)

np.save("bool.npy", np.array([True, False, True]))
np.save("vector.npy", np.array([0.1, -2.5e-300, 1e22]))
np.save("extremes.npy", np.array([np.iinfo("i8").min, -1, 2**53], dtype="i8"))
np.save("nan.npy", np.array([[1.0, 2.0], [3.0, np.nan]]))
np.save("infinity.npy", np.array([1.0, -np.inf], dtype="f4"))
np.save("cube.npy", np.zeros((2, 2, 2)))
np.save("scalar.npy", np.float64(1.0))
np.save("no_rows.npy", np.zeros((0, 2)))
np.save("no_columns.npy", np.zeros((2, 0)))
np.save("complex.npy", np.zeros(3, dtype="c16"))
np.save("half.npy", np.zeros(3, dtype="f2"))
np.save("text.npy", np.array(["a", "b"]))
np.save("records.npy", np.zeros(3, dtype=[("a", "f8"), ("b", "i4")]))
np.save("objects.npy", np.array([1, None], dtype=object))

X, y, w = table.astype("f8"), np.array([7, 8, 9]), np.array([[0.5], [1.0], [1.5]])
np.savez("arrays.npz", X=X, y=y, w=w)
np.savez_compressed("compressed.npz", X=X, y=y)
np.savez("ragged.npz", X=X, y=np.arange(4))
np.savez("clash.npz", X=X, X_0=y)
np.savez("nan.npz", X=X, y=np.array([1.0, np.nan, 2.0]))
np.savez("empty.npz")
# The mark behind the third one's space makes one character of both.
np.savez("spaces.npz", **{" t (s)  ": y, "a, ": y + 1, " \u0308u": y + 2})

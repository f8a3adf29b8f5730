#!/usr/bin/env python3
"""Makes the first inputs of every target: small files of each kind, and texts that use the whole grammar.

    seeds.py KAN FOLDER

Model files come without their checksum: what stands behind it is to be tried.
"""
import gzip
import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

kan, goal = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
fixtures = pathlib.Path(__file__).resolve().parents[1] / "KANInterchangeTests/Fixtures/checkpoints"


def seed(target, name, data):
    (goal / target).mkdir(parents=True, exist_ok=True)
    (goal / target / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def npy(descr, shape, data, fortran=False, version=1):
    header = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + data


def archive(members, method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


doubles = struct.pack("<6d", 1, 2, 3, 0.5, -1e300, 5e-324)
arrays = {
    "f8": npy("<f8", "(3, 2)", doubles), "fortran": npy("<f8", "(3, 2)", doubles, True),
    "f4": npy(">f4", "(2,)", struct.pack(">2f", 1, 2)), "i8": npy("<i8", "(2, 1)", struct.pack("<2q", 1, -2), version=2),
    "bool": npy("|b1", "(2,)", b"\0\1"),
}
for name, data in arrays.items():
    seed("npy", name, data)
seed("npz", "stored", archive([("x.npy", arrays["f4"]), ("y.npy", arrays["bool"])], zipfile.ZIP_STORED))
seed("npz", "deflated", archive([("x.npy", arrays["f8"])], zipfile.ZIP_DEFLATED))
tables = {"plain": "x,y\n1,2\n3,4.5e-3\n", "semicolon": "x;y\n1,5;2\n3;4\n", "tab": "a\tb\n1\t2\n", "bare": "1,2\n3,4\n",
          "quoted": '"a ""b""",c\r\n"1", 2 \r\n', "missing": "x,y\n1,\nNA,2\n", "marks": "\ufeff# note\nx,y\n+1.,-.5E+10\n"}
for name, text in tables.items():
    seed("csv", name, text)
seed("gzip", "table", gzip.compress(b"x,y\n1,2\n3,4\n", mtime=0)[2:])

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "t.csv").write_text("x,y,z\n" + "".join(f"{a / 5},{a % 3},{a / 5 * (a % 3)}\n" for a in range(20)))
    for words in ["train t.csv --target z --shape 2,1+1,1 --grid 2 --order 2 --steps 1 -o spline.kan",
                  "theory exp(-x^2)*y+2 --target z -o formula.kan"]:
        subprocess.run([kan, *words.split(), "--quiet"], cwd=folder, check=True, capture_output=True)
    for file in folder.glob("*.kan"):
        data = file.read_bytes()
        length = struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:8 + length])
        header["__metadata__"].pop("checksum", None)
        header["__metadata__"].pop("extra.story", None)
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        seed("model", file.stem, struct.pack("<Q", len(text)) + text + data[8 + length:])

for file in sorted(fixtures.rglob("*")):
    if file.is_file() and file.stat().st_size < 15_000:
        if file.suffix in (".pt", ".pth", ".safetensors"):
            seed("efficientKAN", file.name, file.read_bytes())
        elif file.suffix == ".onnx":
            # The target brings the first two bytes, the version of the format.
            seed("onnx", file.name, file.read_bytes()[2:])
        elif file.name.endswith("_config.yml"):
            state = file.with_name(file.name.replace("_config.yml", "_state"))
            if state.exists() and state.stat().st_size < 15_000:
                seed("pykan", file.name, file.read_bytes() + b"\0\0\0" + state.read_bytes())

texts = {
    "expression": ["x", "2*x^2 - y/3 + 1.5e-3", "-x^-y", "sqrt(x^2 + y^2)*exp(-a/(k*T))", "sin(pi*x) + cosh(abs(y))", "x**2", "|x|",
                   "arctan(x)/erf(y) - log(1 + x)", "((x))", "gauss(x)", "e^x"],
    "unit": ["m/s^2", "kg*m^2/s^2", "GeV", "1", "km/h", "m^(1/2)", "µm", "J/(mol K)", "%", "rad"],
    "shape": ["2,1", "4,5,1", "2,1+1,1", "3,0+1*3,1", "2,2+2*2*3,1"],
    "library": ['{"symbols": [{"name": "f", "expression": "x^3"}]}',
                '{"symbols": [{"name": "g", "expression": "exp(-x)", "domain": "nonZero", "complexity": 3}]}'],
}
for target, lines in texts.items():
    for n, line in enumerate(lines):
        seed(target, f"seed{n}", line)

"""Writes the notebooks about the Python package and runs them: python_notebooks.py [NAME ...].

Needs swiftkan (`make wheel`), PyTorch, pandas, scikit-learn, nbformat, nbclient and ipykernel.
"""
import sys

import nbclient
import nbformat

# Each notebook: a title with what it shows, then cells; those that begin with "#" and a space are text.
PENDULUM = '''
def period(X):
    """The period of a pendulum to second order of its amplitude (rad), in seconds: T = 2π √(l/g) (1 + θ²/16)."""
    length, amplitude = X[:, 0], X[:, 1]
    return 2 * np.pi * np.sqrt(length / 9.81) * (1 + amplitude**2 / 16)
'''.strip()

LAYER = '''
class SplineLayer(nn.Module):
    """One layer with the tensors that efficient-kan has: B-splines on uniform knots in addition to a base function."""

    def __init__(self, inputs, outputs, intervals=5, order=3, reach=1.0):
        super().__init__()
        step = 2 * reach / intervals
        knots = torch.arange(-order, intervals + order + 1) * step - reach
        self.order = order
        self.register_buffer("grid", knots.expand(inputs, -1).contiguous())
        self.base_activation = nn.SiLU()
        self.base_weight = nn.Parameter(torch.randn(outputs, inputs) * 0.3)
        self.spline_weight = nn.Parameter(torch.randn(outputs, inputs, intervals + order) * 0.1)

    def bases(self, x):
        x, t = x.unsqueeze(-1), self.grid
        b = ((x >= t[:, :-1]) & (x < t[:, 1:])).to(x.dtype)
        for k in range(1, self.order + 1):
            left = (x - t[:, : -k - 1]) / (t[:, k:-1] - t[:, : -k - 1])
            right = (t[:, k + 1 :] - x) / (t[:, k + 1 :] - t[:, 1:-k])
            b = left * b[..., :-1] + right * b[..., 1:]
        return b

    def forward(self, x):
        curves = torch.einsum("nib,oib->no", self.bases(x), self.spline_weight)
        return self.base_activation(x) @ self.base_weight.T + curves


class SplineNetwork(nn.Module):
    def __init__(self, *widths):
        super().__init__()
        self.layers = nn.ModuleList(
            SplineLayer(a, b, reach=1.0 if n == 0 else 3.0) for n, (a, b) in enumerate(zip(widths, widths[1:])))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
'''.strip()

NOTEBOOKS = {
    "python_table": [
        "# # From a pandas table to its law\nThe table contains times of fall from many heights on Earth and Moon, measured to one percent. The law is t = √(2h/g).",
        """import numpy as np
import pandas as pd
from swiftkan import LawRegressor

random = np.random.default_rng(1)
table = pd.DataFrame({"h": random.uniform(1, 50, 200), "g": random.choice([9.81, 1.62, 3.71], 200)})
table["t"] = np.sqrt(2 * table["h"] / table["g"]) * (1 + 0.01 * random.standard_normal(200))
table.head()""",
        """law = LawRegressor().fit(table[["h", "g"]], table["t"])
law""",
        "law.equations_.drop(columns='latex')",
        "law.sympy()",
        """g_of_mars = 3.71
law.predict(pd.DataFrame({"h": [10.0], "g": [g_of_mars]})), np.sqrt(2 * 10 / g_of_mars)""",
    ],
    "python_perceptron": [
        "# # From a PyTorch perceptron to the law that it learned\nA perceptron with two layers of 64 nodes learns the period of a pendulum; `distil` evaluates it on the box and finds the law.",
        "import numpy as np\nimport pandas as pd\nimport torch\nfrom torch import nn\nfrom swiftkan import distil, from_torch\n\n" + PENDULUM,
        """torch.manual_seed(1)
random = np.random.default_rng(1)
X = random.uniform([0.2, 0.0], [2.0, 1.0], (2000, 2))
inputs, targets = torch.tensor(X.tolist()), torch.tensor(period(X).tolist()).unsqueeze(1)

network = nn.Sequential(nn.Linear(2, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
optimizer = torch.optim.LBFGS(network.parameters(), max_iter=2000, history_size=30, line_search_fn="strong_wolfe",
                              tolerance_grad=1e-9, tolerance_change=1e-12)

def loss():
    optimizer.zero_grad()
    value = ((network(inputs) - targets) ** 2).mean()
    value.backward()
    return value

optimizer.step(loss)
print(f"the network is off by {loss().item() ** 0.5:.2g} s (RMS)")""",
        """box = {"length": (0.2, 2.0), "amplitude": (0.0, 1.0)}
own_error = (loss().item() ** 0.5) / targets.std().item()
result = distil(network, box, points=500, rounds=1, effort="low", random_state=1, tolerance=1.2 * own_error)
table = result.law.equations_
table[["complexity", "loss", "equation"]][table["complexity"] < 20]""",
        "# The network itself deviates from the law, and longer equations describe its errors as well. `tolerance=` chooses the simplest equation that is about as close to the network as the network is to its data; without it the tool takes the knee of the table, beyond which longer equations are hardly closer.",
        """print(result.formula)""",
        """test = random.uniform([0.2, 0.0], [2.0, 1.0], (1000, 2))
with torch.no_grad():
    said = np.array(network(torch.tensor(test.tolist())).tolist())[:, 0]
law = result.law.predict(pd.DataFrame(test, columns=list(box)))
for name, values in {"network": said, "law": law}.items():
    print(f"the {name} is off the truth by {np.sqrt(np.mean((values - period(test)) ** 2)):.2g} s (RMS)")
print(f"the law carries {100 * (1 - np.var(law - said) / np.var(said)):.5f} % of the network's variance")""",
        "# The network can also be converted to a model of the tool: a network of closed forms, whose outputs agree to rounding.",
        """model = from_torch(network, names=["length", "amplitude", "period"], ranges=box)
with torch.no_grad():
    own = np.array(network(inputs).tolist())[:, 0]
print(model.describe().splitlines()[0])
print(f"largest difference {np.abs(model(X) - own).max():.2g} (PyTorch computes in single precision)")""",
    ],
    "python_efficient_kan": [
        "# # From a Kolmogorov-Arnold network trained in PyTorch to its formula\nA small network with the tensors of efficient-kan learns y = sin(2a) + b²; the column c is irrelevant. `from_torch` reads the network from the live module, and the tool prunes it and recognises its functions.",
        "import numpy as np\nimport torch\nfrom torch import nn\nfrom swiftkan import from_torch\n\n" + LAYER,
        """torch.manual_seed(3)
x = 2 * torch.rand(1500, 3) - 1
y = torch.sin(2 * x[:, :1]) + x[:, 1:2] ** 2

network = SplineNetwork(3, 1, 1)
optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
for step in range(1500):
    optimizer.zero_grad()
    loss = ((network(x) - y) ** 2).mean()
    loss.backward()
    optimizer.step()
print(f"the network is off by {loss.item() ** 0.5:.2g} (RMS)")""",
        """model = from_torch(network, names=["a", "b", "c", "y"])
model""",
        """with torch.no_grad():
    own = np.array(network(x).tolist())[:, 0]
print(f"largest difference between the module and what was read: {np.abs(model(np.array(x.tolist())) - own).max():.2g}")""",
        """pruned = model.prune()
closed = pruned.symbolify()
print(closed.formula(digits=3))""",
        """X = np.array(x.tolist())
print(f"formula and network differ by {np.sqrt(np.mean((closed(X) - own) ** 2)):.2g} (RMS)")
closed""",
    ],
}


def written(cells):
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, text in enumerate(cells):
        if text.startswith("# "):
            cell = nbformat.v4.new_markdown_cell(text[2:])
        else:
            cell = nbformat.v4.new_code_cell(text)
        cell["id"] = f"cell-{number}"
        book.cells.append(cell)
    return book


for name in sys.argv[1:] or NOTEBOOKS:
    book = written(NOTEBOOKS[name])
    nbclient.NotebookClient(book, timeout=900, kernel_name="python3").execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        # Warnings of libraries about versions contain names of local folders.
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    nbformat.write(book, f"{name}.ipynb")
    print(f"{name}.ipynb")

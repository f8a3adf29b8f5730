"""Small networks of efficient-kan's and pykan's kind, trained until they deviate from their law by about one percent."""

import numpy as np
import torch
from laws import Law
from torch import nn

#: Training points, and test points that training does not use.
POINTS = 2000
TEST_SEED = 9
#: Training ends at the first of these errors, relative to the spread of the law, or after this number of steps.
ERROR, STEPS = 0.01, 400


class KANLinear(nn.Module):
    """A layer with the parameters and the arithmetic of efficient-kan (Blealtan, 2024): cubic splines on a grid over -1…1 in
    addition to weights of SiLU."""

    def __init__(self, inputs: int, outputs: int, intervals: int = 5, order: int = 3):
        super().__init__()
        knots = (torch.arange(-order, intervals + order + 1) * (2 / intervals) - 1).expand(inputs, -1).contiguous()
        self.register_buffer("grid", knots)
        self.order = order
        self.base_weight = nn.Parameter(torch.randn(outputs, inputs) / inputs**0.5)
        self.spline_weight = nn.Parameter(0.1 * torch.randn(outputs, inputs, intervals + order))
        self.spline_scaler = nn.Parameter(1 + 0.1 * torch.randn(outputs, inputs))

    def forward(self, x):
        t, u = self.grid, x.unsqueeze(-1)
        bases = ((u >= t[:, :-1]) & (u < t[:, 1:])).to(x.dtype)
        for k in range(1, self.order + 1):
            left = (u - t[:, : -(k + 1)]) / (t[:, k:-1] - t[:, : -(k + 1)])
            right = (t[:, k + 1 :] - u) / (t[:, k + 1 :] - t[:, 1:-k])
            bases = left * bases[..., :-1] + right * bases[..., 1:]
        weights = self.spline_weight * self.spline_scaler.unsqueeze(-1)
        return nn.functional.silu(x) @ self.base_weight.T + bases.flatten(1) @ weights.flatten(1).T


class EfficientKAN(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.layers = nn.ModuleList(KANLinear(a, b) for a, b in zip(widths, widths[1:]))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def efficient_kan(law: Law, path: str) -> float:
    """Trains a network [n, 4, 1] and writes its state_dict to `path` + ".pt"; returns its error on test points."""
    torch.manual_seed(law.number)
    torch.set_default_dtype(torch.float32)
    X, y = data(law, 1)
    network = EfficientKAN([X.shape[1], 4, 1])
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    for _ in range(STEPS * 5):
        optimizer.zero_grad()
        loss = ((network(X) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        if loss.item() ** 0.5 < ERROR * y.std().item():
            break
    torch.save(network.state_dict(), path + ".pt")
    return error(network, law)


def pykan(law: Law, path: str) -> float:
    """Trains a network [n, 4, 1] of pykan as its tutorial does and saves it under `path`; returns its error."""
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    X, y = data(law, 1)
    network = KAN(width=[X.shape[1], 4, 1], grid=5, k=3, seed=law.number, auto_save=False)
    dataset = {"train_input": X, "train_label": y, "test_input": X, "test_label": y}
    for _ in range(STEPS // 10):
        network.fit(dataset, opt="LBFGS", steps=3, lamb=0.0001, update_grid=False)
        if (network(X) - y).pow(2).mean().sqrt().item() < ERROR * y.std().item():
            break
    network.saveckpt(path)
    return error(network, law)


def data(law: Law, seed: int):
    rows = law.rows(POINTS, seed)
    kind = torch.get_default_dtype()
    return torch.tensor(rows.tolist(), dtype=kind), torch.tensor(law(rows).tolist(), dtype=kind).unsqueeze(1)


def error(network: nn.Module, law: Law) -> float:
    """The root mean square of network minus law, over the law's spread."""
    X, y = data(law, TEST_SEED)
    with torch.no_grad():
        return float(((network(X) - y) ** 2).mean().sqrt() / y.std())


KINDS = {"efficient-kan": efficient_kan, "pykan": pykan}

"""The perceptrons: two hidden layers of 64 nodes with tanh, trained on 2,000 points of a law."""

import numpy as np
import torch
from laws import Law
from torch import nn

#: The number of training points; the test points of `run.py` are different ones.
TRAINING_POINTS = 2000
#: L-BFGS steps on all points, after which training errors hardly decrease any more.
STEPS = 1000


def drawn(law: Law, count: int, seed: int) -> np.ndarray:
    """Points of the law's box, evenly distributed."""
    low, high = np.array(list(law.box.values()), dtype=float).T
    return np.random.default_rng(seed).uniform(low, high, (count, len(low)))


def trained(law: Law, seed: int) -> nn.Module:
    """A network from the law's own inputs to its own values, in double precision; scaling is a part of it."""
    torch.manual_seed(seed)
    X = torch.tensor(drawn(law, TRAINING_POINTS, seed).tolist(), dtype=torch.float64)
    y = torch.tensor(law(np.array(X.tolist())).tolist(), dtype=torch.float64).unsqueeze(1)
    inputs = X.shape[1]
    core = nn.Sequential(nn.Linear(inputs, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1)).double()
    scaled, target = (X - X.mean(0)) / X.std(0), (y - y.mean()) / y.std()
    optimizer = torch.optim.LBFGS(core.parameters(), max_iter=STEPS, history_size=30, line_search_fn="strong_wolfe",
                                  tolerance_grad=1e-9, tolerance_change=1e-13)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = ((core(scaled) - target) ** 2).mean()
        value.backward()
        return value

    optimizer.step(loss)
    network = nn.Sequential(nn.Linear(inputs, inputs), *core, nn.Linear(1, 1)).double()
    with torch.no_grad():
        network[0].weight.copy_(torch.diag(1 / X.std(0)))
        network[0].bias.copy_(-X.mean(0) / X.std(0))
        network[-1].weight.fill_(y.std())
        network[-1].bias.fill_(y.mean())
    return network


def asked(network: nn.Module, rows: np.ndarray) -> np.ndarray:
    """The network's outputs at rows."""
    with torch.no_grad():
        return np.array(network(torch.tensor(rows.tolist(), dtype=torch.float64)).tolist())[:, 0]

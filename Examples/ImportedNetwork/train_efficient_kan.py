"""Trains the network of this example as users of efficient-kan do: efficient-kan, L-BFGS, no sparsity, no pruning.

    python train_efficient_kan.py PATH_OF_A_CHECKOUT_OF_EFFICIENT_KAN
"""
import sys

import torch

sys.path.insert(0, f"{sys.argv[1]}/src")
from efficient_kan import KAN  # noqa: E402

torch.manual_seed(1)
torch.set_num_threads(1)
x = 2 * torch.rand(2000, 2) - 1
y = torch.exp(torch.sin(torch.pi * x[:, :1]) + x[:, 1:] ** 2)
model = KAN([2, 5, 1], grid_size=10, grid_range=[-1, 1])
optimizer = torch.optim.LBFGS(model.parameters(), max_iter=20, history_size=10, line_search_fn="strong_wolfe")


def closure():
    optimizer.zero_grad()
    loss = torch.mean((model(x) - y) ** 2)
    loss.backward()
    return loss


for step in range(100):
    loss = optimizer.step(closure)
print(f"root mean square error {loss.item() ** 0.5:.2e}")
torch.save(model.state_dict(), "model.pt")

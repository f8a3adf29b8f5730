"""Writes the ordinary networks of this folder: run it in checkpoints/ with torch 1.13 or newer and safetensors.

NAME.io.safetensors holds inputs X and PyTorch's own outputs Y, for inputs in -2.5 … 2.5.
"""
import torch
from safetensors.numpy import save_file
from torch import nn

torch.manual_seed(1)


class Named(nn.Module):
    """Layers with names of their own, without biases, and normalisations that numbers tie to them."""

    def __init__(self):
        super().__init__()
        self.fc1, self.bn1 = nn.Linear(2, 6, bias=False), nn.BatchNorm1d(6)
        self.fc2, self.bn2 = nn.Linear(6, 6, bias=False), nn.BatchNorm1d(6, affine=False)
        self.fc10 = nn.Linear(6, 2, bias=False)

    def forward(self, x):
        x = torch.sigmoid(self.bn1(self.fc1(x)))
        return self.fc10(torch.sigmoid(self.bn2(self.fc2(x))))


def arrays(tensors):
    return {name: tensor.detach().numpy() for name, tensor in tensors.items()}


def write(name, model, inputs, dtype, as_pickle):
    model = model.to(dtype)
    with torch.no_grad():
        for _ in range(20):  # running means and variances of their own
            model.train()(3 * torch.randn(64, inputs, dtype=dtype) + 0.5)
        for parameter in model.parameters():
            parameter += 0.3 * torch.randn_like(parameter)
    model.eval()
    x = 5 * torch.rand(64, inputs, dtype=dtype) - 2.5
    save_file(arrays({"X": x, "Y": model(x)}), f"{name}.io.safetensors")
    if as_pickle:
        torch.save(model.state_dict(), f"{name}.pt")
    else:
        save_file(arrays(model.state_dict()), f"{name}.safetensors")


write("perceptron_tanh_f64", nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1)),
      2, torch.float64, True)
write("perceptron_many_f64",
      nn.Sequential(nn.Linear(3, 5), nn.GELU(), nn.Linear(5, 5), nn.SiLU(), nn.Linear(5, 4), nn.Softplus(),
                    nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 3), nn.GELU(approximate="tanh"), nn.Linear(3, 2), nn.Sigmoid()),
      3, torch.float64, False)
write("perceptron_norm_f64",
      nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 6), nn.BatchNorm1d(6), nn.LeakyReLU(), nn.Linear(6, 6), nn.LeakyReLU(),
                    nn.BatchNorm1d(6), nn.Linear(6, 1)), 3, torch.float64, True)
write("perceptron_named", Named(), 2, torch.float32, False)

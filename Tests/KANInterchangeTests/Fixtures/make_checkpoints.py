"""Writes the checkpoints of this folder that show what short trainings do not: run it in checkpoints/ with
pykan 0.2.8, efficient-kan (github.com/Blealtan/efficient-kan at 7b6ce1c, its src on PYTHONPATH), torch 2.15.

NAME.io.safetensors holds inputs X and the tool's own outputs Y, inside the grid and up to 2.5 times beyond it.
"""
import os
import tempfile

import torch
from efficient_kan import KAN as EfficientKAN
from kan import KAN
from kan.utils import SYMBOLIC_LIB
from safetensors.torch import save_file

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


def points(columns, count=96):
    x = 2 * torch.rand(count, columns) - 1
    x[2 * count // 3 :] *= 2.5
    return x


def save_io(name, model, x):
    with torch.no_grad():
        save_file({"X": x.contiguous(), "Y": model(x).contiguous()}, f"{name}.io.safetensors")


def shake(model, names):
    for name, parameter in model.named_parameters():
        if any(part in name for part in names):
            parameter.data += 0.4 * torch.randn_like(parameter)


# Products of one, two and three factors, affine nodes everywhere, order 2, real masks, an adapted grid, edges
# that are spline and function at once, and one that is constant.
model = KAN(width=[2, [2, 3], [1, 1], 2], mult_arity=[[], [2, 1, 3], [2], []], grid=4, k=2, auto_save=False,
            affine_trainable=True, base_fun="identity")
x = points(2)
model.update_grid_from_samples(x[:64])
shake(model, ["node_", "subnode_", "coef", "scale_"])
for layer in model.act_fun:
    layer.mask.data *= (torch.rand_like(layer.mask) > 0.2) * (0.5 + torch.rand_like(layer.mask))
for (l, i, j, name) in [(0, 0, 1, "sin"), (0, 1, 4, "x^2"), (1, 3, 0, "gaussian"), (2, 1, 1, "tanh"), (1, 0, 2, "0")]:
    model.fix_symbolic(l, i, j, name, fit_params_bool=False, verbose=False)
    model.symbolic_fun[l].affine.data[j, i] = torch.tensor([0.8, 0.3, 1.2, -0.4])
    model.symbolic_fun[l].mask.data[j, i] = 0.7
model.act_fun[0].mask.data[0, 1] = 1.0  # sin and spline together
model.saveckpt("pykan_affine_f64")
save_io("pykan_affine_f64", model, x)

# Every function of the library, one an output, with arguments on both sides of their domains.
names = list(SYMBOLIC_LIB)
model = KAN(width=[1, len(names)], grid=1, k=1, auto_save=False)
for j, name in enumerate(names):
    model.fix_symbolic(0, 0, j, name, fit_params_bool=False, verbose=False)
    model.symbolic_fun[0].affine.data[j, 0] = torch.tensor([0.9, 0.2, 1.5, 0.1])
model.saveckpt("pykan_library_f64")
save_io("pykan_library_f64", model, points(1))

# Order 5 without the scaler, order 2 with it, both on grids that follow the samples.
for name, order, scaled in [("efficient_kan_order5_f64", 5, False), ("efficient_kan_order2_f64", 2, True)]:
    model = EfficientKAN([2, 3, 1], grid_size=4, spline_order=order, grid_range=[-0.8, 0.9])
    if not scaled:
        for layer in model.layers:
            layer.enable_standalone_scale_spline = False
            del layer.spline_scaler
    x = points(2)
    with torch.no_grad():
        for layer in model.layers:
            layer.grid += 0.05 * torch.sin(17 * layer.grid)
    torch.save({"epoch": 3, "state_dict": {f"module.{k}": v for k, v in model.state_dict().items()}}, f"{name}.pt")
    save_io(name, model, x)
for file in os.listdir("."):
    if file.endswith("_cache_data"):
        os.remove(file)

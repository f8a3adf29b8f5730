"""The peers: one training step (forward, MSE, backward, Adam) of each peer on given arrays."""

import sys
import time

import numpy as np
import torch


def torch_step(model, parameters, x, y):
    """A step of PyTorch's Adam on the whole batch."""
    optimizer = torch.optim.Adam(parameters, lr=1e-3)

    def step():
        optimizer.zero_grad()
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()

    return step


def splines_of(layer):
    """Parameters as [out·in, basis] and [out, in], if the model class is the same as ours."""
    with torch.no_grad():
        c = layer.spline_weight.double().numpy()
        return c.reshape(-1, c.shape[-1]), layer.base_weight.double().numpy()


class Peer:
    """A model with its step; `layers` give parameters to import where the model class is the same."""

    def __init__(self, step, predict=None, layers=None):
        self.step, self.predict, self.layers = step, predict, layers


def flashkan(shape, G, k, x, y):
    from flashkan import KANNetwork

    model = KANNetwork(shape, grid_size=G, spline_order=k).to(x.dtype)
    shrink(model)
    layers = [m for m in model.modules() if hasattr(m, "spline_weight")]
    return Peer(torch_step(model, model.parameters(), x, y), model, layers)


def inkan(shape, G, k, x, y):
    from inkan import KANNetwork

    model = KANNetwork(shape, grid_size=G, spline_order=k).to(x.dtype)
    return Peer(torch_step(model, model.parameters(), x, y))


def efficient_kan(shape, G, k, x, y):
    from efficient_kan import KAN

    model = KAN(shape, grid_size=G, spline_order=k).to(x.dtype)
    return Peer(torch_step(model, model.parameters(), x, y))


def pykan(shape, G, k, x, y):
    from kan import KAN

    torch.set_default_dtype(x.dtype)
    # pykan changes the list that it is given.
    model = KAN(width=list(shape), grid=G, k=k, seed=1, auto_save=False, symbolic_enabled=False)
    model.speed()
    torch.set_default_dtype(torch.float32)
    return Peer(torch_step(model, model.parameters(), x, y))


def timed_suggestion():
    """Seconds of pykan's suggest_symbolic for the edge of a network [1,1] fitted to sin(3x + 0.5), and its answer."""
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    x = 2 * torch.rand(500, 1) - 1
    data = {"train_input": x, "test_input": x}
    data["train_label"] = data["test_label"] = torch.sin(3 * x + 0.5)
    model = KAN(width=[1, 1], grid=20, k=3, seed=1, auto_save=False)
    model.fit(data, opt="LBFGS", steps=20)
    start = time.perf_counter()
    name = model.suggest_symbolic(0, 0, 0, verbose=False)[0]
    seconds = time.perf_counter() - start
    torch.set_default_dtype(torch.float32)
    return seconds, name


def timed_lbfgs_step(G):
    """Seconds of one L-BFGS step of the released pykan on exp(sin(πx) + y²), and the RMSE after it."""
    from kan import KAN

    torch.set_default_dtype(torch.float64)
    x = 2 * torch.rand(1000, 2) - 1
    data = {"train_input": x, "test_input": x}
    data["train_label"] = data["test_label"] = torch.exp(torch.sin(np.pi * x[:, :1]) + x[:, 1:] ** 2)
    model = KAN(width=[2, 5, 1], grid=G, k=3, seed=1, auto_save=False)
    start = time.perf_counter()
    history = model.fit(data, opt="LBFGS", steps=1)
    seconds = time.perf_counter() - start
    torch.set_default_dtype(torch.float32)
    return seconds, float(history["train_loss"][-1])


def mlp(shape, G, k, x, y):
    model = torch.nn.Sequential(
        torch.nn.Linear(shape[0], 100), torch.nn.ReLU(), torch.nn.Linear(100, 100), torch.nn.ReLU(),
        torch.nn.Linear(100, shape[-1])).to(x.dtype)
    return Peer(torch_step(model, model.parameters(), x, y))


def jaxkan(shape, G, k, x, y):
    import jax
    import optax
    from flax import nnx
    from jaxkan.models.KAN import KAN

    if x.dtype == torch.float64:
        jax.config.update("jax_enable_x64", True)
    a, b = jax.numpy.asarray(x.numpy()), jax.numpy.asarray(y.numpy())
    model = KAN(layer_dims=shape, layer_type="spline", required_parameters={"k": k, "G": G}, seed=1)
    optimizer = nnx.Optimizer(model, optax.adam(1e-3), wrt=nnx.Param)

    @nnx.jit
    def run(model, optimizer):
        loss, gradient = nnx.value_and_grad(lambda m: ((m(a) - b) ** 2).mean())(model)
        optimizer.update(model, gradient)
        return loss

    return Peer(lambda: run(model, optimizer).block_until_ready())


ALL = {
    "flashkan": flashkan, "inkan": inkan, "efficient-kan": efficient_kan, "pykan": pykan, "jaxKAN": jaxkan,
    "MLP": mlp,
}


def shrink(model):
    """Keeps hidden values inside the grids, outside which the peers' splines fade and SwiftKAN's continue as straight lines."""
    with torch.no_grad():
        for p in model.parameters():
            p.mul_(0.1)


def timed(step, seconds, least):
    """Times of single steps, at least `least` and for about `seconds`."""
    times = []
    while len(times) < least or sum(times) < seconds:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
        if len(times) >= 500:
            break
    return times

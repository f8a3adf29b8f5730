"""Networks of PyTorch, where it is installed."""

import numpy as np
import pytest

from swiftkan import BadInputError, distil, from_torch

torch = pytest.importorskip("torch")
nn = torch.nn


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(1)


def values(module, X):
    with torch.no_grad():
        return np.array(module.eval().double()(torch.tensor(X.tolist(), dtype=torch.float64)).tolist())


X = np.random.default_rng(0).uniform(-1, 1, (40, 2))

STACKS = {
    "tanh": lambda: nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)),
    "mixed": lambda: nn.Sequential(nn.Linear(2, 6), nn.GELU(), nn.Linear(6, 5), nn.SiLU(), nn.Linear(5, 2), nn.Sigmoid()),
    "normalised": lambda: nn.Sequential(
        nn.BatchNorm1d(2), nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(), nn.Linear(6, 6), nn.Softplus(), nn.Linear(6, 1)
    ),
    "linear": lambda: nn.Sequential(nn.Linear(2, 3)),
    "deep": lambda: nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)),
}


@pytest.mark.parametrize("name", STACKS)
def test_stacks_agree(name):
    module = STACKS[name]()
    for _ in range(3):
        module.train()(torch.randn(16, 2))
    expected = values(module, X)
    model = from_torch(module, names=["a", "b"], ranges={"a": (0, 1)})
    assert np.allclose(model(X).reshape(expected.shape), expected, atol=1e-12)


def test_what_batch_normalisation_adds_to_variances():
    module = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3, eps=0.5), nn.Tanh(), nn.Linear(3, 1))
    module.train()(torch.randn(16, 2))
    assert np.allclose(from_torch(module)(X), values(module, X).ravel(), atol=1e-12)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner, self.outer = nn.Linear(2, 4), nn.Linear(4, 1)

    def forward(self, X):
        return self.outer(torch.tanh(self.inner(X)))


def test_modules_with_code_of_their_own():
    with pytest.raises(BadInputError, match="activations=.*distil"):
        from_torch(Residual())
    module = Residual()
    assert np.allclose(from_torch(module, activations=["tanh"])(X), values(module, X).ravel(), atol=1e-12)


@pytest.mark.parametrize(
    ("module", "phrase"),
    [
        (lambda: nn.Sequential(nn.Linear(2, 2), nn.Softmax(dim=1)), "Softmax"),
        (lambda: nn.Sequential(nn.Linear(2, 2), nn.LayerNorm(2)), "LayerNorm"),
        (lambda: nn.Sequential(nn.Linear(2, 2), nn.LeakyReLU(0.3)), "negative_slope = 0.3"),
        (lambda: nn.Sequential(nn.Tanh(), nn.Linear(2, 2)), "does not follow a linear layer"),
        (lambda: nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2, track_running_stats=False)), "without running statistics"),
        (lambda: nn.Linear(2, 1, dtype=torch.complex64), "complex"),
        (lambda: nn.LSTM(2, 3), "LSTM"),
        (lambda: nn.Sequential(nn.Linear(2, 3), nn.Linear(4, 1)), "takes 4 numbers"),
        (lambda: 7, "not a PyTorch module"),
    ],
    ids=["softmax", "layernorm", "slope", "first", "statistics", "complex", "recurrent", "sizes", "number"],
)
def test_what_is_not_read_is_named(module, phrase):
    with pytest.raises(BadInputError, match=phrase):
        from_torch(module())


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ({"names": ["a,b", "c"]}, "without commas"),
        ({"names": ["a"]}, "1 were given for 2 inputs"),
        ({"ranges": {"x1": 3}}, "give two numbers"),
        ({"ranges": {"x1": (1, 1)}}, "goes from 1 to 1"),
        ({"ranges": {"z": (0, 1)}}, "'z' is not an input"),
        ({"activations": "sine"}, "no activation 'sine'"),
    ],
)
def test_bad_options(options, phrase):
    with pytest.raises(BadInputError, match=phrase):
        from_torch(STACKS["tanh"](), **options)


class SplineLayer(nn.Module):
    """The tensors of a layer of efficient-kan."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.base_weight = nn.Parameter(torch.randn(outputs, inputs))
        self.spline_weight = nn.Parameter(torch.randn(outputs, inputs, 8))
        self.spline_scaler = nn.Parameter(torch.randn(outputs, inputs))
        self.register_buffer("grid", (torch.arange(-3, 9) * 0.4 - 1).expand(inputs, -1).contiguous())
        self.base_activation = nn.GELU()


class SplineNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([SplineLayer(2, 3), SplineLayer(3, 1)])


def test_efficient_kan():
    module = SplineNetwork()
    model = from_torch(module, names=["a", "b", "c"])
    assert "2,3,1" in model.describe() and "gelu" in model.metadata()["network"]
    module.layers[1].base_activation = nn.Softplus()
    with pytest.raises(BadInputError, match="base activation"):
        from_torch(module)


def test_distils_a_module():
    module = nn.Sequential(nn.Linear(2, 1))
    result = distil(module, {"x": (0, 1), "y": (0, 1)}, points=50, effort="low")
    # Single precision: the law is the line, and no more.
    assert result.variance_share > 1 - 1e-9
    assert module.training


def test_the_distance_to_a_network_is_proven():
    module = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    box = {"x": (0, 1), "y": (-1, 1)}
    result = distil(module, box, points=60, rounds=1, effort="low", functions=["x", "x^2"], without=["networks", "expressions"])
    X = np.random.default_rng(1).uniform([0, -1], [1, 1], (500, 2))
    seen = np.abs(result.law.predict(X) - values(module, X).ravel()).max()
    # The module has answered in single precision, the law is of its numbers as they are.
    assert seen <= result.proven_bound * (1 + 1e-6) < 3 * seen
    assert "proven" in result._repr_html_()


def test_the_distance_to_code_of_its_own_is_not():
    """A module whose tensors do not say what it computes is asked as any function is."""

    class Squared(nn.Sequential):
        def forward(self, X):
            return super().forward(X) ** 2

    Squared.__name__ = "Sequential"
    module = Squared(nn.Linear(2, 1))
    result = distil(module, {"x": (0, 1), "y": (0, 1)}, points=60, rounds=1, effort="low", without=["networks"])
    assert result.proven_bound is None and "sampled" in result._repr_html_()
    X = np.random.default_rng(1).uniform(0, 1, (50, 2))
    assert np.allclose(result.law.predict(X), values(module, X).ravel(), atol=1e-3)


class Wrapped(nn.Module):
    """What gives something else than one tensor of real numbers."""

    def __init__(self, wrap):
        super().__init__()
        self.line, self.wrap = nn.Linear(2, 1), wrap

    def forward(self, X):
        return self.wrap(self.line(X))


@pytest.mark.parametrize(
    ("wrap", "phrase"),
    [
        (lambda y: {"y": y}, "returned a dict"),
        (lambda y: (y, y), "returned a tuple"),
        (lambda y: torch.complex(y, y), "complex"),
        (lambda y: y * float("nan"), "nan at x ="),
        (lambda y: y[:-1], "array of shape"),
    ],
    ids=["dictionary", "tuple", "complex", "nan", "short"],
)
def test_modules_that_give_something_else(wrap, phrase):
    with pytest.raises(BadInputError, match=phrase):
        distil(Wrapped(wrap), {"x": (0, 1), "y": (0, 1)}, points=50, effort="low")


def test_distils_a_function_of_tensors():
    """A user's own wrapper hands back a tensor with gradients."""
    weights = torch.tensor([[2.0], [3.0]], requires_grad=True)
    box = {"x": (0, 1), "y": (0, 1)}
    result = distil(lambda X: torch.tensor(X, dtype=torch.float32) @ weights, box, points=50, rounds=1, effort="low")
    assert np.allclose(result.law.predict([[1.0, 0.0], [0.0, 1.0]]), [2, 3], atol=1e-5)

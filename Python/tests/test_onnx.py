"""ONNX files, of a network that is written and read back, and of ONNX Runtime where it is installed."""

import numpy as np
import pytest

from swiftkan import BadInputError, KANRegressor, from_onnx

X = np.random.default_rng(0).uniform(-1, 1, (200, 2))


@pytest.fixture(scope="module")
def kan():
    return KANRegressor((3,), n_jobs=1, steps=30, random_state=1).fit(X, X[:, 0] * np.sin(X[:, 1])).model_


def test_a_kan_goes_to_onnx_runtime(kan, tmp_path):
    runtime = pytest.importorskip("onnxruntime")
    path = str(tmp_path / "kan.onnx")
    kan.ask("export", "--to=onnx", "-o", path)
    x = X.astype(np.float32)
    (y,) = runtime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, {"x": x})
    assert np.allclose(y.ravel(), kan(x.astype(float)), atol=1e-6 * np.abs(y).max())


def test_what_is_not_read_is_named(kan, tmp_path):
    path = str(tmp_path / "kan.onnx")
    kan.ask("export", "--to=onnx", "-o", path)
    # The splines of a KAN are no stack of linear layers.
    with pytest.raises(BadInputError, match="node .* operator"):
        from_onnx(path)


def test_a_perceptron_from_pytorch(tmp_path):
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnxscript")
    torch.manual_seed(1)
    module = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.SiLU(), torch.nn.Linear(5, 1)).eval()
    path = str(tmp_path / "mlp.onnx")
    torch.onnx.export(module, (torch.zeros(1, 2),), path, external_data=False)
    model = from_onnx(path, names=["a", "b", "z"], ranges={"a": (0, 1)})
    assert model.inputs == ["a", "b"] and model.outputs == ["z"]
    with torch.no_grad():
        expected = module.double()(torch.tensor(X)).numpy()
    assert np.allclose(model(X), expected.ravel(), atol=1e-6)

"""The tool behind the package: found, heard, stopped."""

import os
import signal
import subprocess
import sys
import tempfile

import numpy as np
import pytest

import swiftkan
from swiftkan import BadInputError, Model, ToolError


def test_versions_agree():
    assert swiftkan.run(["--version"]).strip() == swiftkan.__version__


def test_importing_waits_for_what_is_needed():
    code = "import swiftkan, sys; print(any(m in sys.modules for m in ('numpy', 'sklearn', 'pandas', 'torch')))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_unknown_names():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = swiftkan.nonsense
    assert set(swiftkan.__all__) <= set(dir(swiftkan))


def test_errors_say_what_the_tool_says():
    with pytest.raises(BadInputError, match="Cannot read nowhere.csv"):
        swiftkan.run(["discover", "nowhere.csv", "--target", "y"])
    with pytest.raises(BadInputError) as raised:
        swiftkan.run(["discover"])
    assert raised.value.status == 64


def test_a_file_that_is_no_model(tmp_path):
    (tmp_path / "table.csv").write_text("x,y\n1,2\n")
    with pytest.raises(BadInputError, match="table.csv: .*not a model file"):
        Model.load(tmp_path / "table.csv")
    with pytest.raises(BadInputError, match="not a model file"):
        Model(b"nonsense").metadata()


def test_one_text_is_no_command_line():
    with pytest.raises(TypeError, match=r"\['discover', 't.csv'\]"):
        swiftkan.run("discover t.csv")


def test_a_missing_tool(monkeypatch):
    from swiftkan import _tool

    monkeypatch.setenv("SWIFTKAN_TOOL", "/nowhere/kan")
    _tool.tool_path.cache_clear()
    with pytest.raises(ToolError, match="SWIFTKAN_TOOL names '/nowhere/kan'"):
        _tool.tool_path()
    _tool.tool_path.cache_clear()


def test_control_c_keeps_the_best_so_far(monkeypatch, control_c):
    """Ctrl-C comes when the tool tells of its first formula."""
    from swiftkan import _laws

    def pressing(title):
        pressed = []

        def observe(progress):
            if "formula" in progress and not pressed:
                pressed.append(True)
                os.kill(os.getpid(), signal.SIGINT)

        observe.close = lambda: None
        return observe

    monkeypatch.setattr(_laws, "progress_bar", pressing)
    before = set(os.listdir(tempfile.gettempdir()))
    random = np.random.default_rng(0)
    X = random.uniform(1, 3, (300, 2))
    y = X[:, 0] ** 2 / X[:, 1] * (1 + 0.01 * random.standard_normal(300))
    law = swiftkan.LawRegressor(progress=True).fit(X, y)
    assert law.account_["search"]["ending"] == "request"
    assert np.isfinite(law.predict(X)).all()
    left = [name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith("swiftkan-")]
    assert not left


def test_progress_is_told():
    pytest.importorskip("tqdm")
    X = np.random.default_rng(0).uniform(1, 2, (60, 1))
    law = swiftkan.LawRegressor("low", progress=True).fit(X, np.exp(-X[:, 0]))
    assert law.score(X, np.exp(-X[:, 0])) > 0.999999

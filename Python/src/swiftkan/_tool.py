"""Running the tool ``kan``: its path, its messages, its exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

#: Called with the progress of the tool, one dictionary per call: ``phase``, ``step``, ``loss``, ``formula`` and so on.
ProgressObserver = Callable[[dict[str, Any]], None]


class ToolError(RuntimeError):
    """The tool ended without a result; the message is that of the tool."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        #: The exit code, as ``kan --help`` lists them.
        self.status = status


class BadInputError(ToolError, ValueError):
    """A table, an option or a file cannot be used; the message names it and gives a remedy."""


class GoalMissedError(ToolError):
    """The tool did not reach its goal; for example, no closed form was found."""


#: The path before the sentence about a file in a temporary folder of this package.
_SCRATCH = re.compile(r"^\S*/swiftkan-[^/\s]+/[^/\s]+: (?=\S)")

#: Exit codes of the tool; ``kan --help`` lists them.
_BAD_INPUT, _GOAL_MISSED, _USAGE, INTERRUPTED = 2, 3, 64, 130


@lru_cache(maxsize=None)
def tool_path() -> str:
    """The path of ``kan``: that of the environment variable ``SWIFTKAN_TOOL``, else the one of this package, else that of
    the ``PATH``.

    Raises:
        ToolError: There is none.
    """
    chosen = os.environ.get("SWIFTKAN_TOOL")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise ToolError(f"SWIFTKAN_TOOL names '{chosen}', which is not a program; set it to the path of the tool kan, or unset it")
        return chosen
    folders = [sysconfig.get_path("scripts")]
    if hasattr(sysconfig, "get_preferred_scheme"):
        folders.append(sysconfig.get_path("scripts", scheme=sysconfig.get_preferred_scheme("user")))
    # `pip install --target` puts programs next to the packages.
    folders.append(str(Path(__file__).resolve().parent.parent / "bin"))
    for folder in folders:
        candidate = os.path.join(folder, "kan")
        if os.access(candidate, os.X_OK):
            return candidate
    found = shutil.which("kan")
    if found is None:
        raise ToolError("the tool kan is missing; install the wheel of swiftkan again, or set SWIFTKAN_TOOL to its path")
    return found


def run(
    arguments: Sequence[str],
    *,
    observer: Optional[ProgressObserver] = None,
    accept: Sequence[int] = (),
    cwd: Optional[str] = None,
) -> str:
    """Runs ``kan`` with ``arguments`` and returns what it prints.

    The first Ctrl-C asks the tool to stop with its best result; a second one terminates it immediately.

    Args:
        arguments: The words of the command line after ``kan``.
        observer: Called with progress reports, for subcommands with ``--json``.
        accept: Exit codes besides 0 and that of Ctrl-C that are not errors here.
        cwd: The folder to run in.

    Raises:
        BadInputError: The input cannot be used.
        GoalMissedError: The tool ended without its goal, unless ``accept`` contains its code.
        ToolError: Any other failure.
        KeyboardInterrupt: Ctrl-C was pressed before the tool had any result.
    """
    if isinstance(arguments, str):
        raise TypeError(f"run takes the words of a command line, {arguments.split()!r}, not one string")
    # A separate session, so that a Ctrl-C at the terminal reaches the tool only through this process, and once.
    process = subprocess.Popen(
        [tool_path(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        start_new_session=True,
    )
    with _Reading(process.stdout) as output, process:
        try:
            messages, interrupted = _listen(process, observer)
        except BaseException:
            process.kill()
            raise
    status = process.returncode
    if status == 0 or status in accept or (interrupted and status == INTERRUPTED):
        return output.text
    if interrupted:
        raise KeyboardInterrupt("\n".join(messages))
    raise _error(messages, status)


class _Reading:
    """Reads a stream to its end on a thread, so that neither pipe fills up while the other is read."""

    def __init__(self, stream: Any) -> None:
        import threading

        self._stream = stream
        self._bytes = b""
        self._thread = threading.Thread(target=self._read, daemon=True)

    def _read(self) -> None:
        self._bytes = self._stream.read()

    def __enter__(self) -> _Reading:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    @property
    def text(self) -> str:
        self._thread.join()
        return self._bytes.decode()


def _listen(process: subprocess.Popen[bytes], observer: Optional[ProgressObserver]) -> tuple[list[str], bool]:
    """Reads the tool's messages until it ends; returns whether Ctrl-C was pressed meanwhile."""
    messages: list[str] = []
    interrupted = False
    assert process.stderr is not None
    while True:
        try:
            line = process.stderr.readline()
            if not line:
                process.wait()
                return messages, interrupted
            text = line.decode(errors="replace").rstrip("\n")
            if text.startswith("{"):
                if observer is not None:
                    observer(json.loads(text))
            elif text:
                messages.append(text)
        except KeyboardInterrupt:
            if interrupted:
                raise
            interrupted = True
            process.send_signal(signal.SIGINT)


def _error(messages: list[str], status: int) -> ToolError:
    sentence = "\n".join(messages)
    for prefix in ("kan: error: ", "Error: "):
        start = sentence.find(prefix)
        if start >= 0:
            sentence = sentence[start + len(prefix) :]
            break
    for appendix in ("\nHelp:", "\nUsage:"):
        sentence = sentence.split(appendix)[0]
    # The temporary tables of this package no longer exist when the message is read.
    sentence = _SCRATCH.sub("", sentence) or _ending(status)
    if status in (_BAD_INPUT, _USAGE):
        return BadInputError(sentence, status)
    if status == _GOAL_MISSED:
        return GoalMissedError(sentence, status)
    return ToolError(sentence, status)


def _ending(status: int) -> str:
    if status < 0:
        return f"kan was terminated by the signal {signal.Signals(-status).name}"
    return f"kan ended with the exit code {status} without a message"


def progress_bar(title: str) -> Optional[ProgressObserver]:
    """An observer that draws a tqdm bar, or nothing if tqdm is not installed."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    bar = tqdm(desc=title, unit="step", leave=False, file=sys.stderr)

    def observe(progress: dict[str, Any]) -> None:
        bar.total = progress.get("totalSteps")
        bar.n = progress.get("step", 0)
        bar.set_description(f"{title}: {progress.get('phase', '')}", refresh=False)
        shown = {key: f"{progress[key]:.3g}" for key in ("loss", "validationLoss") if key in progress}
        bar.set_postfix(shown, refresh=True)

    observe.close = bar.close  # type: ignore[attr-defined]
    return observe

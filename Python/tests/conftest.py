"""What several tests share."""

import signal

import pytest


@pytest.fixture
def control_c():
    """Ctrl-C as a terminal has it; programs that run in the background of a shell ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)

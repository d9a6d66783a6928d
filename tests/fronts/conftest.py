"""A small project with one finding that is safe to fix, and the command line run in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fronts.running import PAY, Ran, run_main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `shop.py`, which is also the working folder."""
    (tmp_path / "shop.py").write_text(PAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`cli("check", "shop.py", given=b"")`: exit code, output and errors."""
    return lambda *arguments, given=None: run_main(arguments, capsysbinary, monkeypatch, given)

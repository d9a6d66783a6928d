"""Running the command line inside the test process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lint307.fronts.cli import main

# The destination takes POST only: RDR101, and its fix is safe.
PAY = """\
from flask import Flask, redirect, url_for

app = Flask(__name__)


@app.post("/pay")
def pay():
    return redirect(url_for("checkout"))


@app.post("/shop/checkout")
def checkout():
    return {"paid": True}
"""
PAY_FIXED = PAY.replace('url_for("checkout")', 'url_for("checkout"), code=307')
CLEAN = "def total(prices):\n    return sum(prices)\n"


REPOSITORY = Path(__file__).parents[2]


class Ran(NamedTuple):
    code: int
    output: str
    errors: str


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def run_main(
    arguments: Sequence[str], capture: Any, monkeypatch: pytest.MonkeyPatch, given: bytes | None = None
) -> Ran:
    if given is not None:
        monkeypatch.setattr(sys, "stdin", _Input(given))
    capture.readouterr()
    code = main(arguments)
    sys.stdout.flush()
    captured = capture.readouterr()
    return Ran(code, captured.out.decode(), captured.err.decode())


def run_python(*arguments: str, given: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Python in a process of its own, with this package importable."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, input=given, capture_output=True, env=environment, cwd=folder, check=False)

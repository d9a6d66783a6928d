"""Copies of fixture applications, fixed by the command line, and what clients meet in them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario

REPOSITORY = Path(__file__).parents[2]
APPS = REPOSITORY / "tests" / "fixtures" / "apps"
LEVELS = ("now", "safe", "unsafe")


class Report(NamedTuple):
    """A finding as the command line prints it; `sent` is the status that it says is sent, None when it names none."""

    code: str
    path: str
    row: int
    message: str
    sent: int | None


class Hop(NamedTuple):
    method: str
    path: str
    body: str
    status: int
    location: str | None
    says: str


class Chain(NamedTuple):
    """The requests that arrived, in order, each with its answer."""

    hops: tuple[Hop, ...]
    gave_up: bool

    def outcome(self) -> Outcome:
        first, last = self.hops[0], self.hops[-1]
        status = GAVE_UP if self.gave_up else last.status
        kept = bool(first.body) and last.body == first.body
        return Outcome(first.status, Landing(last.method, last.path, status, last.says, kept))


def run_python(arguments: Sequence[str], folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, in `folder`, with the repository importable."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=folder,
        input=given,
        env=environment,
        text=True,
        capture_output=True,
        timeout=120,
    )


def copy_at(folder: str, level: str, into: Path) -> Path:
    """A folder of applications as it is (`now`) or after `lint307 fix` at a level, as a copy."""
    copy = into / level
    shutil.copytree(APPS / folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if level != "now":
        lint307("fix", *(["--unsafe-fixes"] if level == "unsafe" else []), ".", folder=copy)
    return copy


def texts(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.py"))}


def lint307(command: str, *arguments: str, folder: Path) -> str:
    """What the command line prints, run in `folder`."""
    result = run_python(["-m", "lint307", command, "--no-cache", *arguments], folder)
    assert result.returncode in (0, 1), f"lint307 {command}: exit {result.returncode}\n{result.stderr}{result.stdout}"
    return result.stdout


def findings(folder: Path) -> tuple[Report, ...]:
    """What `lint307 check` says of a folder, with paths as seen from there."""
    return tuple(
        Report(
            code=found["code"],
            path=str(Path(folder, found["filename"]).resolve().relative_to(folder.resolve())),
            row=found["location"]["row"],
            message=found["message"],
            sent=found["sent_status"],
        )
        for found in json.loads(lint307("check", "--output-format", "json", ".", folder=folder))
    )


def drive(app: App, folder: Path, client: str) -> tuple[Chain, ...]:
    """What each scenario comes to, in the order of the app's table."""
    job: dict[str, Any] = {
        "framework": app.framework,
        "entry": app.entry,
        "host": app.host,
        "scenarios": [{"ask": _plain(s.ask), "before": [_plain(ask) for ask in s.before]} for s in app.scenarios],
    }
    result = run_python(["-m", "tests.live.drive", client], folder, json.dumps(job))
    assert result.returncode == 0, f"{app.label} did not run:\n{result.stderr[-3000:]}"
    return tuple(
        Chain(tuple(Hop(**hop) for hop in chain["hops"]), chain["gave_up"]) for chain in json.loads(result.stdout)
    )


def _plain(ask: Any) -> dict[str, Any]:
    return {**ask._asdict(), "headers": dict(ask.headers)}


def expected(scenario: Scenario, level: str, client: str) -> Outcome:
    """What the table says. Clients differ only before the fix."""
    safe = scenario.safe or scenario.now
    outcome = {"now": scenario.now, "safe": safe, "unsafe": scenario.unsafe or safe}[level]
    if outcome == scenario.now and client in scenario.others:
        return outcome._replace(lands=scenario.others[client])
    return outcome


def differences(found: Outcome, wanted: Outcome) -> list[str]:
    """What is not as the table says, one sentence each."""
    problems = []
    if found.first != wanted.first:
        problems.append(f"first answer {found.first}, expected {wanted.first}")
    for field in ("method", "status", "body"):
        is_there, shall_be = getattr(found.lands, field), getattr(wanted.lands, field)
        if is_there != shall_be:
            problems.append(f"arrives with {field} {is_there!r}, expected {shall_be!r}")
    if not fnmatchcase(found.lands.path, wanted.lands.path):
        problems.append(f"arrives at {found.lands.path}, expected {wanted.lands.path}")
    if wanted.lands.says not in found.lands.says:
        problems.append(f"the answer is {found.lands.says!r}, expected it to say {wanted.lands.says!r}")
    return problems


def row_of(scenario: Scenario, folder: Path) -> int:
    """The row of a scenario's site: that of the last line of its piece, which stands once in its file."""
    path, piece = scenario.site
    text = (folder / path).read_text()
    assert text.count(piece) == 1, f"{piece!r} stands {text.count(piece)} times in {path}"
    end = text.index(piece) + len(piece.rstrip("\n").rstrip())
    return text.count("\n", 0, end) + 1

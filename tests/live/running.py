"""Copies of fixture applications, fixed by the command line, and what clients meet in them."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from lint307.fronts.cli import main
from tests.live.labels import labels
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


def run_python(
    arguments: Sequence[str], folder: Path, given: str = "", patience: int = 600
) -> subprocess.CompletedProcess[str]:
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
        timeout=patience,
    )


class Ran(NamedTuple):
    """What a command of lint307 printed, and its exit code."""

    code: int
    out: str
    err: str


class Copy(NamedTuple):
    """A copy of a folder of applications, and the run of `lint307 fix` that changed it; None for the original."""

    folder: Path
    fixing: Ran | None


def copy_at(folder: str, level: str, into: Path) -> Copy:
    """A folder of applications as it is (`now`) or after `lint307 fix` at a level, as a copy."""
    copy = into / level
    shutil.copytree(APPS / folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if level == "now":
        return Copy(copy, None)
    return Copy(copy, lint307("fix", *(["--unsafe-fixes"] if level == "unsafe" else []), str(copy)))


def texts(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.py"))}


def lint307(command: str, *arguments: str) -> Ran:
    """A command, run in this process: starting one for each would cost more than the work."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([command, "--no-cache", *arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def findings(folder: Path) -> tuple[Report, ...]:
    """What `lint307 check` says of a folder, with paths as seen from there."""
    ran = lint307("check", "--output-format", "json", str(folder))
    assert ran.code in (0, 1), ran.err
    return tuple(
        Report(
            code=found["code"],
            path=str(Path(found["filename"]).resolve().relative_to(folder.resolve())),
            row=found["location"]["row"],
            message=found["message"],
            sent=found["sent_status"],
        )
        for found in json.loads(ran.out)
    )


def drive(app: App, runs: Sequence[tuple[Path, str]], patience: int = 600) -> list[tuple[Chain, ...]]:
    """What each scenario comes to, in the order of the app's table, for each copy and client."""
    job: dict[str, Any] = {
        "framework": app.framework,
        "entry": app.entry,
        "host": app.host,
        "scenarios": [{"ask": _plain(s.ask), "before": [_plain(ask) for ask in s.before]} for s in app.scenarios],
        "runs": [(str(folder), client) for folder, client in runs],
    }
    result = run_python(["-m", "tests.live.drive"], REPOSITORY, json.dumps(job), patience)
    assert result.returncode == 0, f"{app.label} did not run:\n{result.stderr[-3000:]}"
    return [
        tuple(Chain(tuple(Hop(**hop) for hop in chain["hops"]), chain["gave_up"]) for chain in chains)
        for chains in json.loads(result.stdout)
    ]


def _plain(ask: Any) -> dict[str, Any]:
    return {**ask._asdict(), "headers": dict(ask.headers)}


def expected(app: App, scenario: Scenario, level: str, client: str) -> Outcome:
    """What the table says. Clients differ only before the fix, and where nothing is found yet nothing is fixed."""
    safe = scenario.safe or scenario.now
    outcome = {"now": scenario.now, "safe": safe, "unsafe": scenario.unsafe or safe}[level]
    here = (scenario.site[0], row_of(scenario, APPS / app.folder))
    kinds = {kind for kind, place in labels(APPS / app.folder) if (place.path, place.row) == here}
    if "MISSING" in kinds and "expect" not in kinds:
        outcome = scenario.now
    if outcome == scenario.now and client in scenario.others:
        return outcome._replace(lands=scenario.others[client])
    return outcome


def agrees(found: Outcome, wanted: Outcome) -> bool:
    """Whether what came of a request is what the table says."""
    return (
        found.first == wanted.first
        and (found.lands.method, found.lands.status) == (wanted.lands.method, wanted.lands.status)
        and found.lands.body == wanted.lands.body
        and fnmatchcase(found.lands.path, wanted.lands.path)
        and wanted.lands.says in found.lands.says
    )


def in_words(outcome: Outcome) -> str:
    first, (method, path, status, says, body) = outcome
    kept = " with its body" if body else ""
    return f"{first}, then {method} {path}{kept} gets {status or 'no end'} {says[:60]!r}"


def row_of(scenario: Scenario, folder: Path) -> int:
    """The row of a scenario's site: that of the last line of its piece, which stands once in its file."""
    path, piece = scenario.site
    text = (folder / path).read_text()
    assert text.count(piece) == 1, f"{piece!r} stands {text.count(piece)} times in {path}"
    end = text.index(piece) + len(piece.rstrip("\n").rstrip())
    return text.count("\n", 0, end) + 1

"""The fixture applications: what is expected stands on the lines, `# expect: RDR101`, and nothing else is reported.

`# expect: RDR101, RDR401` names what must be found on the line. `# MISSING: RDR203` names what ought to be found and is
not yet, `# SPURIOUS: RDR401` what is found and ought not to be; both fail as soon as they are no longer true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.live.running import APPS, Report
from tests.live.tables import APPS as TABLES

_LABEL = re.compile(r"\b(expect|MISSING|SPURIOUS): *((?:RDR\d{3}(?:, *)?)+)")
FOLDERS = sorted(str(found.parent.relative_to(APPS)) for found in APPS.rglob("pyproject.toml"))


class Place(NamedTuple):
    path: str
    row: int
    code: str

    def __str__(self) -> str:
        return f"{self.path}:{self.row} {self.code}"


def labels(folder: Path) -> Iterator[tuple[str, Place]]:
    """Every label in the comments of a folder's files, by its kind."""
    for file in sorted(folder.rglob("*.py")):
        for row, line in enumerate(file.read_text().splitlines(), 1):
            _, _, comment = line.partition("#")
            for kind, codes in _LABEL.findall(comment):
                for code in re.findall(r"RDR\d{3}", codes):
                    yield kind, Place(str(file.relative_to(folder)), row, code)


def places(kind: str, folder: Path) -> set[Place]:
    return {place for label, place in labels(folder) if label == kind}


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_application_gets_the_findings_that_its_lines_expect(
    folder: str, reported: Callable[[str], tuple[Report, ...]]
) -> None:
    reports = {Place(report.path, report.row, report.code): report.message for report in reported(folder)}
    expected, missing, spurious = (places(kind, APPS / folder) for kind in ("expect", "MISSING", "SPURIOUS"))
    problems = [
        *(f"not found: {place}" for place in expected - set(reports)),
        *(f"not expected: {place} {reports[place]}" for place in set(reports) - expected - spurious - missing),
        *(f"found now, so MISSING has to become expect: {place}" for place in missing & set(reports)),
        *(f"no longer found, so SPURIOUS has to go: {place}" for place in spurious - set(reports)),
    ]
    assert not problems, "\n".join(["", *sorted(problems)])


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_application_is_run_live(folder: str) -> None:
    assert folder in {app.folder for app in TABLES}


def test_labels_are_written_so_that_they_are_read() -> None:
    """A code in a comment that no label claims would silently expect nothing."""
    for file in sorted(APPS.rglob("*.py")):
        for row, line in enumerate(file.read_text().splitlines(), 1):
            _, _, comment = line.partition("#")
            claimed = [code for _, codes in _LABEL.findall(comment) for code in re.findall(r"RDR\d{3}", codes)]
            assert re.findall(r"RDR\d{3}", comment) == claimed, f"{file.name}:{row}"


def test_the_shops_show_nearly_every_rule() -> None:
    shown = {place.code for place in places("expect", APPS / "shop")}
    assert shown >= {
        "RDR101", "RDR102", "RDR201", "RDR202", "RDR203", "RDR204", "RDR301", "RDR302", "RDR303", "RDR401", "RDR402",
        "RDR501", "RDR502",
    }  # fmt: skip

"""The fixture applications: what is expected stands on the lines, `# expect: RDR101`, and nothing else is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.live.labels import Place, places
from tests.live.running import APPS, Report
from tests.live.tables import APPS as TABLES

FOLDERS = sorted(str(found.parent.relative_to(APPS)) for found in APPS.rglob("pyproject.toml"))


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


def test_the_shops_show_nearly_every_rule() -> None:
    shown = {place.code for place in places("expect", APPS / "shop")}
    assert shown >= {
        "RDR101", "RDR102", "RDR201", "RDR202", "RDR203", "RDR204", "RDR301", "RDR302", "RDR303", "RDR401", "RDR402",
        "RDR501", "RDR502",
    }  # fmt: skip
